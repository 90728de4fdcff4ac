// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/savecontroller.h"

#include "api/apiclient.h"
#include "core/utf8.h"
#include "models/displaytext.h"
#include "session/session.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/errorbanner.h"
#include "ui/dialogs/mergedialog.h"
#include "ui/dialogs/unsaveddialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/presentation/relativetime.h"
#include "ui/presentation/sizes.h"
#include "ui/widgets/messagebanner.h"
#include "wire/pathrules.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>

#include <utility>

using namespace Qt::StringLiterals;
using presentation::Situation;

namespace controllers {

namespace {

const QString saveBanner = u"entry.save"_s;
const QString leftBanner = u"entry.save.left"_s;
const QString saveNowAction = u"saveNow"_s;
const QString restoreTheirsAction = u"restoreTheirs"_s;

} // namespace

SaveController::SaveController(Navigator &navigator, EntryController &entry, QWidget &window)
    : QObject(&window), m_navigator(navigator), m_entry(entry), m_window(window)
{
    navigator.setGuard([this](const Navigator::Proceed &proceed) { askBeforeLeaving(proceed); });
    connect(&entry, &EntryController::stateChanged, this, &SaveController::stateChanged);
    connect(&navigator, &Navigator::subjectChanged, this, [this](const Subject &now, const Subject &before) {
        if (!now.sameHead(before)) {
            m_entry.panel().dismissBanner(saveBanner);
            m_refused = false;
            forgetMerge();
        }
    });
    connect(&entry.panel(), &panels::EntryPanel::bannerActionTriggered, this,
            [this](const QString &id, const QString &action) {
                if (id == leftBanner) {
                    QGuiApplication::clipboard()->setText(core::decodeUtf8(m_leftText).value_or(QString()));
                    m_entry.panel().dismissBanner(leftBanner);
                }
                if (const auto way = wayOut(action); way && id == saveBanner)
                    act(*way);
                else if (id == saveBanner && action == restoreTheirsAction)
                    restoreTheirs();
                else if (id == saveBanner && action == saveNowAction)
                    save();
            });
    connect(&navigator, &Navigator::sessionChanged, this, [this](session::Session *session) {
        disconnect(m_tokenConnection);
        if (session)
            m_tokenConnection
                = connect(&session->client(), &api::ApiClient::tokenChanged, this, &SaveController::goOnWithToken);
    });
    connect(&entry, &EntryController::compareWithPresentRequested, this, [this] { checkAgain(false); });
}

SaveController::~SaveController()
{
    m_navigator.setGuard({});
    delete m_merge;
}

bool SaveController::isSaving() const
{
    return m_entry.base() && m_saving.contains(m_entry.base()->id);
}

bool SaveController::hasNews() const
{
    return isMerging() || m_entry.panel().showsBanner(saveBanner);
}

QString SaveController::whyNot() const
{
    const panels::EntryPanel &panel = m_entry.panel();
    if (!m_entry.base())
        return tr("No entry is open.");
    if (isSaving())
        return tr("This entry is being saved.");
    if (panel.showsVersion())
        return tr("An old version is shown. Use its text, or go back to the current one, to save.");
    if (const QString reason = panel.readOnlyReason(); !reason.isEmpty())
        return reason;
    if (!panel.isModified())
        return tr("Nothing has changed since the last save.");
    const wire::Limits &limits = m_navigator.session()->dialect().limits;
    const QByteArray text = panel.editedBytes();
    if (text.size() > limits.contentBytes)
        return tr("The text has %1 bytes. The service takes at most %2.")
            .arg(QLocale().toString(text.size()), QLocale().toString(limits.contentBytes));
    if (wire::isBlank(text))
        return tr("The service does not take an empty text. Delete the entry instead.");
    return {};
}

void SaveController::save()
{
    if (const QString reason = whyNot(); !reason.isEmpty()) {
        if (m_entry.base() && m_entry.panel().isModified())
            m_entry.panel().showBanner({saveBanner, widgets::Severity::Warning, reason});
        return;
    }
    send(*m_entry.base(), m_entry.panel().editedBytes());
}

void SaveController::send(const core::Entry &base, const QByteArray &text)
{
    m_entry.panel().dismissBanner(saveBanner);
    if (!m_entry.isPlaceConfirmed()) {
        m_entry.confirmPlace([this, base, text](bool same) {
            if (same) {
                send(base, text);
            } else {
                if (isMerging()) {
                    m_merge->setIdle();
                    m_merge->hide(); // the editor says why
                }
                leave(false);
            }
        });
        return;
    }
    m_refused = false;
    const Sent sent{m_navigator.session(), base, text, m_entry.loads(), m_navigator.session()->client().tokenNumber()};
    m_saving.append(base.id);
    if (text == m_entry.panel().editedBytes()) // a merge has a text of its own
        emit sending(text);
    sent.session->commands().save(base, text).then(this, [this, sent](const core::Result<session::SaveOutcome> &result) {
        m_saving.removeOne(sent.base.id);
        if (!result || result->kind != session::SaveOutcome::Kind::StillUnknown)
            emit settled();
        if (isShown(sent))
            settle(sent, result);
        else
            settleElsewhere(sent, result);
        emit stateChanged();
    });
    emit stateChanged();
}

bool SaveController::isShown(const Sent &sent) const
{
    const std::optional<core::Entry> &base = m_entry.base();
    return sent.session && sent.session == m_navigator.session() && base && base->store == sent.base.store
        && base->id == sent.base.id && m_entry.loads() == sent.load;
}

void SaveController::settle(const Sent &sent, const core::Result<session::SaveOutcome> &result)
{
    if (isMerging())
        m_merge->setIdle();
    if (!result) {
        const core::Error &error = result.error();
        m_refused = error.kind == core::ErrorKind::Unauthorized;
        if (m_refused && sent.session->client().tokenNumber() != sent.token && !isMerging()) {
            goOnWithToken(); // the person has given another one meanwhile
            leave(false);
            return;
        }
        m_entry.panel().showBanner(controllers::banner(saveBanner, error, presentation::Operation::SaveEntry));
        if (isMerging()) {
            keepMerged(sent);
            showFailure(*m_merge, error, presentation::Operation::SaveEntry);
        }
        leave(false);
        return;
    }
    using Kind = session::SaveOutcome::Kind;
    const session::SaveOutcome &outcome = *result;
    switch (outcome.kind) {
    case Kind::Saved:
    case Kind::Unchanged:
        settleSaved(outcome, sent.text);
        break;
    case Kind::LostRace:
        if (isMerging())
            keepMerged(sent);
        showMerge(sent.base, sent.text, outcome.entry, isMerging() ? Occasion::LostAgain : Occasion::Lost);
        break;
    case Kind::SavedThenOvertaken:
        settleOvertaken(outcome, sent);
        break;
    case Kind::EntryGone:
        backToEditor(sent);
        showBanner(Situation::EntryGone, outcome.cause);
        break;
    case Kind::StoreArchived:
        backToEditor(sent);
        showBanner(Situation::StoreArchived, outcome.cause);
        break;
    case Kind::NotApplied:
        backToEditor(sent);
        showBanner(Situation::NotApplied, outcome.cause);
        break;
    case Kind::StillUnknown:
        backToEditor(sent);
        showBanner(Situation::StillUnknown, outcome.cause);
        break;
    }
    leave(!m_entry.panel().isModified());
}

void SaveController::settleElsewhere(const Sent &sent, const core::Result<session::SaveOutcome> &result)
{
    using Kind = session::SaveOutcome::Kind;
    QString why;
    if (!result) {
        why = sentence(result.error(), presentation::Operation::SaveEntry);
    } else if (result->kind == Kind::LostRace) {
        why = tr("Somebody else had changed the entry first; nothing was overwritten.");
    } else if (result->kind == Kind::EntryGone && !result->savedBeforeGone) {
        why = tr("The entry was deleted meanwhile.");
    } else if (result->kind == Kind::StoreArchived) {
        why = tr("The store is archived.");
    } else if (result->kind == Kind::NotApplied) {
        why = tr("The answer was lost, and nothing was changed on the service.");
    } else if (result->kind == Kind::StillUnknown) {
        why = tr("The answer was lost, and it could not be read whether it was saved.");
    }
    if (why.isEmpty())
        return;
    m_leftText = sent.text;
    m_entry.panel().showBanner({leftBanner,
                                widgets::Severity::Error,
                                tr("The text of “%1”, which you left, may not be saved. %2")
                                    .arg(models::displayText(sent.base.path), why),
                                {{u"copy"_s, tr("Copy Its Text")}}});
}

bool SaveController::isMergeBegun() const
{
    return m_merge;
}

bool SaveController::isMerging() const
{
    return m_merge && m_merge->isVisible();
}

//! What was merged is the person's text from here on, made from what it was merged with.
void SaveController::keepMerged(const Sent &sent)
{
    if (m_entry.panel().editedBytes() != sent.text)
        m_entry.panel().useText(sent.text);
    m_entry.adopt(sent.base);
}

//! It goes on in the editor.
void SaveController::backToEditor(const Sent &sent)
{
    if (!isMerging())
        return;
    keepMerged(sent);
    forgetMerge();
}

void SaveController::settleOvertaken(const session::SaveOutcome &outcome, const Sent &sent)
{
    backToEditor(sent);
    if (m_entry.panel().editedBytes() != sent.text) {
        core::Entry saved = sent.base; // what was typed since then was made from what was saved
        saved.content = sent.text;
        saved.version.reset();
        showMerge(saved, m_entry.panel().editedBytes(), outcome.entry, Occasion::Lost);
        return;
    }
    m_entry.replaceWith(outcome.entry);
    showBanner(Situation::SavedThenOvertaken, outcome.cause);
}

void SaveController::settleSaved(const session::SaveOutcome &outcome, const QByteArray &text)
{
    if (isMerging()) {
        if (m_entry.panel().editedBytes() != text)
            m_entry.panel().useText(text);
        forgetMerge();
    }
    core::Entry saved = outcome.entry;
    saved.content = text;
    m_entry.adopt(saved);
    if (outcome.alteredByService)
        showBanner(Situation::AlteredByService, outcome.cause);
    else if (outcome.anotherWriteBetween)
        showOverwritten(outcome);
    else if (outcome.readBack)
        showBanner(Situation::SavedAfterCheck, outcome.cause);
}

//! Promise B8: the service did not heed the lock. What was gone over is offered back where it could be found.
void SaveController::showOverwritten(const session::SaveOutcome &outcome)
{
    m_overwritten = outcome.overwritten;
    widgets::BannerMessage message = controllers::banner(saveBanner, Situation::AnotherWriteBetween, outcome.cause);
    if (m_overwritten && !m_overwritten->redacted)
        message.actions.prepend({restoreTheirsAction, tr("Restore Theirs")});
    m_entry.panel().showBanner(message);
}

//! Theirs as an unsaved edit; undo brings back what was saved.
void SaveController::restoreTheirs()
{
    session::Session *session = m_navigator.session();
    if (!session || !m_overwritten)
        return;
    session->readVersion(m_overwritten->store, m_overwritten->id)
        .then(this, [this, load = m_entry.loads()](const core::Result<core::Version> &theirs) {
            if (!m_entry.base() || m_entry.loads() != load)
                return;
            if (!theirs) {
                m_entry.panel().showBanner(
                    controllers::banner(saveBanner, theirs.error(), presentation::Operation::ReadVersion));
            } else if (theirs->content && !m_entry.panel().isModified()) {
                m_entry.panel().dismissBanner(saveBanner);
                m_entry.panel().useText(*theirs->content);
            } else if (theirs->content) { // typed on since: both are shown
                core::Entry present = *m_entry.base();
                present.content = theirs->content;
                showMerge(*m_entry.base(), m_entry.panel().editedBytes(), present, Occasion::Restored);
            }
        });
}

void SaveController::goOnWithToken()
{
    if (!m_refused || !m_entry.base() || isSaving())
        return;
    m_entry.panel().dismissBanner(saveBanner);
    m_entry.confirmPlace([this](bool same) {
        if (!same || !m_refused || !m_entry.panel().isModified())
            return;
        widgets::BannerMessage message = controllers::banner(saveBanner, Situation::TokenRenewed);
        message.actions.append({saveNowAction, tr("Save Now")});
        m_entry.panel().showBanner(message);
    });
}

void SaveController::askBeforeLeaving(const Navigator::Proceed &proceed)
{
    if (!m_entry.base() || !m_entry.panel().isModified()) {
        proceed(true);
        return;
    }
    if (m_unsaved)
        m_unsaved->reject();
    m_proceed = proceed;
    m_unsaved = new dialogs::UnsavedDialog(&m_window);
    m_unsaved->setAttribute(Qt::WA_DeleteOnClose);
    m_unsaved->setFacts(targetOf(*m_navigator.session(), m_entry.base()->store), m_entry.base()->path, whyNot());
    connect(m_unsaved, &dialogs::UnsavedDialog::discardRequested, this, [this] {
        emit discarded();
        leave(true);
    });
    connect(m_unsaved, &dialogs::UnsavedDialog::keepEditingRequested, this, [this] { leave(false); });
    connect(m_unsaved, &dialogs::UnsavedDialog::saveRequested, this, [this] {
        m_unsaved->setBusy(tr("Saving…"));
        send(*m_entry.base(), m_entry.panel().editedBytes());
    });
    m_unsaved->open();
}

//! The answer to who wants to leave, if anybody waits: given by the person or by a save that ended.
void SaveController::leave(bool go)
{
    if (m_unsaved) {
        m_unsaved->disconnect(this);
        m_unsaved->close();
        m_unsaved.clear();
    }
    if (const Navigator::Proceed proceed = std::exchange(m_proceed, {}))
        proceed(go);
}

void SaveController::showBanner(Situation situation, const std::optional<core::Error> &cause)
{
    m_entry.panel().showBanner(controllers::banner(saveBanner, situation, cause));
}

void SaveController::act(presentation::WayOut way)
{
    using presentation::WayOut;
    switch (way) {
    case WayOut::Retry:
        save();
        break;
    case WayOut::ReloadEntry:
        m_entry.panel().dismissBanner(saveBanner);
        m_entry.reload();
        break;
    case WayOut::CompareTexts:
        m_entry.panel().dismissBanner(saveBanner);
        if (m_entry.panel().isModified())
            checkAgain(false);
        else
            m_entry.panel().setView(panels::EntryPanel::View::Changes);
        break;
    case WayOut::KeepAsNewEntry:
        if (m_entry.base())
            emit recreateRequested(m_entry.base()->store, m_entry.base()->path, m_entry.panel().editedBytes());
        break;
    case WayOut::CheckAgain:
        checkAgain(true);
        break;
    default:
        emit wayOutRequested(int(way));
        break;
    }
}

//! Reads only. Ours is there: saved. The old text: not saved. Anything else is a race, shown as one.
void SaveController::checkAgain(bool lost)
{
    if (!m_entry.base())
        return;
    const core::Entry base = *m_entry.base();
    const QByteArray mine = m_entry.panel().editedBytes();
    m_navigator.session()->readEntry(base.store, base.id).then(
        this, [this, base, mine, lost](const core::Result<core::Entry> &now) {
            if (!m_entry.base() || m_entry.base()->id != base.id)
                return;
            if (!now) {
                // Not the sentence of a failed reading: its *Retry* would be taken for saving again.
                if (now.error().kind == core::ErrorKind::NotFound)
                    showBanner(Situation::EntryGone, now.error());
                else
                    showBanner(Situation::StillUnknown, now.error());
            } else if (now->content == mine) {
                m_entry.panel().dismissBanner(saveBanner);
                m_entry.adopt(*now);
            } else if (now->sha256 == base.sha256 && !lost) {
                m_entry.adopt(*now); // changed back meanwhile: there is nothing to merge
            } else if (now->sha256 == base.sha256) {
                showBanner(Situation::NotApplied, std::nullopt);
            } else {
                showMerge(base, mine, *now, Occasion::Lost);
            }
        });
}

} // namespace controllers
