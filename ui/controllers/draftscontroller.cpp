// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/draftscontroller.h"

#include "models/displaytext.h"
#include "session/session.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/newentrydrafts.h"
#include "ui/controllers/sessionhost.h"
#include "ui/dialogs/draftdialog.h"
#include "ui/dialogs/draftsdialog.h"
#include "ui/panels/storespanel.h"
#include "ui/presentation/relativetime.h"
#include "ui/presentation/sizes.h"
#include "ui/widgets/messagebanner.h"

#include <algorithm>
#include <tuple>
#include <utility>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {
const QString foundBanner = u"drafts.found"_s;
const QString leftBanner = u"drafts.left"_s;
}

DraftsController::DraftsController(const Parts &parts, panels::StoresPanel &stores, QWidget &window)
    : m_parts(parts), m_stores(stores), m_window(window)
{
    connect(&stores, &panels::StoresPanel::bannerActionTriggered, this, [this](const QString &id, const QString &action) {
        if (id == leftBanner)
            actOnLeft(action);
        if (id != foundBanner)
            return;
        m_stores.dismissBanner(foundBanner);
        showList();
    });
    connect(&stores, &panels::StoresPanel::bannerDismissed, this, [this](const QString &id) {
        if (id == leftBanner)
            m_left.clear();
    });
    connect(&parts.host, &SessionHost::opened, this, [this](const session::Connection &connection) {
        if (m_waiting && m_waiting->target.connection == connection.id)
            goTo(*std::exchange(m_waiting, {}));
    });
    // Its entry offers it from here on.
    connect(&parts.navigator, &Navigator::subjectChanged, this, [this](const Subject &now) {
        if (const session::Session *session = m_parts.navigator.session(); session && !m_left.isEmpty())
            forgetLeft([entry = core::EntryRef{session->connection().id, now.store, now.entry}](const Left &left) {
                return left.entry == entry;
            });
    });
}

void DraftsController::noteLeft(const journal::DraftId &id, const core::EntryRef &entry, const QString &path)
{
    m_left.append({id, entry, path});
    showLeft();
}

void DraftsController::forgetLeft(const std::function<bool(const Left &)> &which)
{
    if (m_left.removeIf(which) > 0)
        showLeft();
}

void DraftsController::showLeft()
{
    if (m_left.isEmpty()) {
        m_stores.dismissBanner(leftBanner);
        return;
    }
    widgets::BannerMessage message;
    message.id = leftBanner;
    if (m_left.size() == 1) {
        message.text = tr("The unsaved text of “%1” is kept on this computer.").arg(models::displayText(m_left.first().path));
        message.actions = {{u"open"_s, tr("Open Again")}, {u"discard"_s, tr("Discard")}};
    } else {
        message.text = tr("The unsaved texts of %n entries are kept on this computer.", nullptr, int(m_left.size()));
        message.actions = {{u"show"_s, tr("Show…")}};
    }
    m_stores.showBanner(message);
}

void DraftsController::actOnLeft(const QString &action)
{
    const QList<Left> left = std::exchange(m_left, {});
    showLeft();
    if (action == u"show"_s || left.isEmpty()) {
        showList();
    } else if (action == u"discard"_s) {
        discard({left.first().id});
    } else {
        m_parts.drafts.list().then(this, [this, id = left.first().id](const core::Result<QList<journal::DraftRow>> &rows) {
            m_rows = rows ? *rows : QList<journal::DraftRow>();
            open(id);
        });
    }
}

void DraftsController::tellWhatWasFound()
{
    m_parts.drafts.list().then(this, [this](const core::Result<QList<journal::DraftRow>> &rows) {
        if (!rows) {
            m_stores.showBanner({foundBanner,
                                 widgets::Severity::Warning,
                                 tr("The unsaved texts on this computer cannot be read, and what is typed now may not be kept."),
                                 {},
                                 rows.error().detail});
            return;
        }
        const auto left = std::count_if(rows->cbegin(), rows->cend(), [](const journal::DraftRow &row) {
            return row.owner == journal::DraftOwner::Nobody;
        });
        if (left > 0)
            m_stores.showBanner({foundBanner,
                                 widgets::Severity::Info,
                                 left == 1 ? tr("An unsaved text of an earlier run was found on this computer.")
                                           : tr("%n unsaved texts of earlier runs were found on this computer.", nullptr,
                                                int(left)),
                                 {{u"show"_s, tr("Show…")}}});
    });
}

void DraftsController::showList()
{
    if (!m_list) {
        m_list = new dialogs::DraftsDialog(&m_window);
        m_list->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_list, &dialogs::DraftsDialog::openRequested, this, [this](const QString &id) { open({id}); });
        connect(m_list, &dialogs::DraftsDialog::compareRequested, this, [this](const QString &id) { compare({id}); });
        connect(m_list, &dialogs::DraftsDialog::discardRequested, this, [this](const QStringList &ids) {
            QList<journal::DraftId> drafts;
            for (const QString &id : ids)
                drafts.append({id});
            discard(drafts);
        });
        m_list->open();
    }
    refresh();
}

void DraftsController::refresh()
{
    m_parts.drafts.list().then(this, [this](const core::Result<QList<journal::DraftRow>> &rows) {
        if (!m_list)
            return;
        if (!rows) {
            m_list->showFailure(tr("The unsaved texts on this computer cannot be read."), rows.error().detail);
            return;
        }
        m_rows = *rows;
        QList<dialogs::DraftListRow> shown;
        for (const journal::DraftRow &row : std::as_const(m_rows))
            shown.append(wordsOf(row));
        m_list->setRows(shown);
    });
}

std::pair<QString, QString> DraftsController::placeOf(const core::EntryRef &target) const
{
    const auto connection = m_parts.host.find(target.connection);
    const session::Session *session = m_parts.host.sessionOf(target.connection);
    const core::Store *store = session ? session->store(target.store) : nullptr;
    return {connection ? connection->name : tr("a connection that is gone"), store ? store->name : target.store.value};
}

dialogs::DraftListRow DraftsController::wordsOf(const journal::DraftRow &row) const
{
    dialogs::DraftListRow words;
    words.id = row.id.value;
    words.firstLine = row.firstLine;
    words.path = row.path;
    std::tie(words.connection, words.store) = placeOf(row.target);
    words.age = presentation::ageOf(core::Timestamp::fromDateTime(row.at), m_parts.clock.now());
    words.size = presentation::sizeText(row.size);
    const bool elsewhere = row.owner == journal::DraftOwner::AnotherProgram;
    const bool typed = m_parts.open().contains(row.id);
    words.canOpen = !elsewhere && m_parts.host.find(row.target.connection).has_value();
    words.canDiscard = !elsewhere && !typed;
    words.state = elsewhere                                  ? tr("open in another copy")
        : typed                                              ? tr("open in this window")
        : row.owner == journal::DraftOwner::Nobody           ? tr("from an earlier run")
                                                             : tr("closed in this run");
    return words;
}

void DraftsController::open(const journal::DraftId &id)
{
    const auto row = std::find_if(m_rows.cbegin(), m_rows.cend(), [&](const journal::DraftRow &one) { return one.id == id; });
    if (row == m_rows.cend())
        return;
    const journal::DraftRow wanted = *row;
    if (m_list)
        m_list->accept();
    const session::Session *session = m_parts.navigator.session();
    if (session && session->connection().id == wanted.target.connection) {
        goTo(wanted);
    } else {
        m_waiting = wanted;
        m_parts.host.open(wanted.target.connection);
    }
}

//! Its connection is the one that is shown.
void DraftsController::goTo(const journal::DraftRow &row)
{
    session::Session *session = m_parts.navigator.session();
    if (row.target.entry.isEmpty()) {
        reopen(row.id);
        return;
    }
    session->readEntry(row.target.store, row.target.entry)
        .then(this, [this, row, session = QPointer(session)](const core::Result<core::Entry> &entry) {
            if (!session || session != m_parts.navigator.session())
                return;
            if (!entry && entry.error().kind == core::ErrorKind::NotFound) {
                reopen(row.id); // deleted meanwhile: all that can be done is to make it again
                return;
            }
            m_parts.navigator.go({row.target.store, row.target.entry, {}}, [this, id = row.id](bool went) {
                if (went)
                    emit restoreRequested(id);
            });
        });
}

//! As a new entry.
void DraftsController::reopen(const journal::DraftId &id)
{
    m_parts.drafts.adopt(id).then(this, [this](const core::Result<journal::Draft> &draft) {
        if (draft)
            m_parts.newEntries.reopen(*draft);
        else
            showList();
    });
}

void DraftsController::compare(const journal::DraftId &id)
{
    m_parts.drafts.load(id).then(this, [this](const core::Result<journal::Draft> &draft) {
        if (!draft) {
            refresh();
            return;
        }
        session::Session *session = m_parts.host.sessionOf(draft->target.connection);
        const QByteArray base = draft->base ? draft->base->text : QByteArray();
        if (!session || draft->target.entry.isEmpty()) {
            showComparison(*draft, draft->base ? tr("What it was typed over") : tr("Nothing yet"), base);
            return;
        }
        session->readEntry(draft->target.store, draft->target.entry)
            .then(this, [this, draft = *draft, base](const core::Result<core::Entry> &now) {
                if (now)
                    showComparison(draft, tr("On the service now"), now->content.value_or(QByteArray()));
                else
                    showComparison(draft, tr("What it was typed over; the service could not be asked"), base);
            });
    });
}

void DraftsController::showComparison(const journal::Draft &draft, const QString &label, const QByteArray &present)
{
    if (m_comparison)
        m_comparison->reject();
    m_comparison = new dialogs::DraftDialog(m_list ? static_cast<QWidget *>(m_list) : &m_window);
    m_comparison->setAttribute(Qt::WA_DeleteOnClose);
    dialogs::DraftFacts facts;
    const auto [connection, store] = placeOf(draft.target);
    facts.target = {models::displayText(connection), models::displayText(store)};
    facts.path = draft.path;
    facts.presentLabel = label;
    facts.present = present;
    facts.draftLabel = tr("Not saved, typed %1")
                           .arg(presentation::ageOf(core::Timestamp::fromDateTime(draft.at), m_parts.clock.now()));
    facts.draft = draft.text;
    facts.canRestore = m_parts.host.find(draft.target.connection).has_value();
    m_comparison->setFacts(facts);
    connect(m_comparison, &dialogs::DraftDialog::restoreRequested, this, [this, id = draft.id] {
        m_comparison->accept();
        open(id);
    });
    connect(m_comparison, &dialogs::DraftDialog::discardRequested, this, [this, id = draft.id] {
        m_comparison->accept();
        discard({id});
    });
    m_comparison->open();
}

void DraftsController::discard(const QList<journal::DraftId> &ids)
{
    forgetLeft([&ids](const Left &left) { return ids.contains(left.id); });
    m_parts.drafts.discard(ids).then(this, [this](const core::Result<core::Done> &discarded) {
        if (!discarded && m_list)
            m_list->showFailure(discarded.error().kind == core::ErrorKind::Conflict
                                    ? tr("A text that is open in another running copy of this program stays.")
                                    : tr("The texts could not be removed."),
                                discarded.error().detail);
        refresh();
        emit listChanged();
    });
}

} // namespace controllers
