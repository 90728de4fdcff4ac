// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/draftkeeper.h"

#include "core/utf8.h"
#include "session/session.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/errorbanner.h"
#include "ui/dialogs/draftdialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/presentation/relativetime.h"
#include "ui/widgets/messagebanner.h"
#include "ui/widgets/texteditor.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

const QString foundBanner = u"draft.found"_s;
const QString failedBanner = u"draft.failed"_s;
const QString elsewhereBanner = u"draft.elsewhere"_s;

bool isHeldBy(const journal::DraftRow &row, const DraftWriter &writer)
{
    return row.id == writer.id();
}

} // namespace

DraftKeeper::DraftKeeper(Navigator &navigator, EntryController &entry, journal::Drafts &drafts, const core::Clock &clock,
                         QWidget &window)
    : m_navigator(navigator),
      m_entry(entry),
      m_drafts(drafts),
      m_clock(clock),
      m_window(window),
      m_writer(drafts, clock, [this] { return unsaved(); }, this)
{
    connect(&m_writer, &DraftWriter::stateChanged, this, &DraftKeeper::showState);
    connect(&m_writer, &DraftWriter::answered, this, &DraftKeeper::checked);
    connect(entry.panel().editor(), &widgets::TextEditor::textChanged, this, &DraftKeeper::followText);
    connect(&entry.panel(), &panels::EntryPanel::modifiedChanged, this, &DraftKeeper::followText);
    connect(&entry, &EntryController::stateChanged, this, [this] {
        if (m_entry.base() && m_entry.loads() != m_loads) {
            m_loads = m_entry.loads();
            look();
            if (!m_wanted.isEmpty())
                restore(std::exchange(m_wanted, {}));
        }
        followText(); // saved: its base is another one
    });
    // The text is still there: what was typed last is kept, and is offered when the entry is opened again.
    connect(&navigator, &Navigator::leaving, this, [this] {
        m_writer.flush();
        m_writer.letGo();
        m_sent.clear();
        m_wanted = {};
        m_thrownAway.reset();
        m_look.abandon();
        for (const QString &id : {foundBanner, elsewhereBanner})
            m_entry.panel().dismissBanner(id);
        if (m_dialog)
            m_dialog->reject();
    });
    connect(&entry.panel(), &panels::EntryPanel::bannerActionTriggered, this,
            [this](const QString &id, const QString &action) {
                if (id == foundBanner)
                    act(action);
            });
}

DraftKeeper::~DraftKeeper()
{
    m_writer.disconnect(); // nobody hears of it any more
    m_writer.flush();
}

DraftKeeper::Safety DraftKeeper::safety() const
{
    if (!m_entry.panel().isModified() || (m_entry.base() && m_entry.panel().editedBytes() == m_entry.base()->content))
        return Safety::Safe;
    const std::optional<journal::Draft> draft = unsaved();
    if (!draft)
        return Safety::Unsafe; // thrown away as a draft, and in the editor still
    if (m_writer.holds(*draft))
        return Safety::Safe;
    return m_writer.state() == DraftWriter::State::Failed && !m_writer.isWriting() ? Safety::Unsafe : Safety::Waiting;
}

void DraftKeeper::noteSent(const QByteArray &text)
{
    m_sent = core::sha256Hex(text);
    m_writer.touch();
    m_writer.flush();
}

void DraftKeeper::noteSettled()
{
    m_sent.clear();
}

void DraftKeeper::putAside()
{
    m_writer.flush();
    m_writer.letGo();
}

void DraftKeeper::keepBeside(const QByteArray &text)
{
    const core::EntryRef entry = openEntry();
    if (entry.entry.isEmpty())
        return;
    const core::Entry &base = *m_entry.base();
    journal::Draft draft;
    draft.id = journal::newDraftId();
    draft.target = entry;
    draft.path = base.path;
    draft.text = text;
    draft.at = m_clock.now();
    draft.base = journal::DraftBase{base.content.value_or(QByteArray()), base.sha256, base.version, base.updatedAt};
    m_drafts.keep(draft).then(this, [](const core::Result<core::Done> &kept) {
        if (!kept)
            qWarning("a text of another program could not be kept: %s", qPrintable(kept.error().detail));
    });
}

void DraftKeeper::discard()
{
    m_thrownAway = m_entry.panel().editedBytes();
    m_writer.discard();
}

core::EntryRef DraftKeeper::openEntry() const
{
    const session::Session *session = m_navigator.session();
    if (!session || !m_entry.base())
        return {};
    return {session->connection().id, m_entry.base()->store, m_entry.base()->id};
}

std::optional<journal::Draft> DraftKeeper::unsaved() const
{
    const core::EntryRef entry = openEntry();
    if (entry.entry.isEmpty() || !m_entry.panel().isModified())
        return std::nullopt;
    const core::Entry &base = *m_entry.base();
    journal::Draft draft;
    draft.text = m_entry.panel().editedBytes();
    if (draft.text == base.content || draft.text == m_thrownAway)
        return std::nullopt;
    draft.target = entry;
    draft.path = base.path;
    draft.base = journal::DraftBase{base.content.value_or(QByteArray()), base.sha256, base.version, base.updatedAt, m_sent};
    return draft;
}

void DraftKeeper::followText()
{
    if (!m_entry.base())
        return; // on its way from one entry to another: what is not there is not discarded
    if (m_entry.panel().isModified())
        m_writer.touch();
    else if (m_writer.state() != DraftWriter::State::Nothing)
        m_writer.discard(); // saved, or as it was
}

QString DraftKeeper::stateWords() const
{
    switch (m_writer.state()) {
    case DraftWriter::State::Kept:
        return tr("Kept on this computer");
    case DraftWriter::State::Failed:
        return tr("Not kept on this computer");
    case DraftWriter::State::Pending:
    case DraftWriter::State::Nothing:
        break;
    }
    return {};
}

void DraftKeeper::showState()
{
    if (m_writer.state() == DraftWriter::State::Failed) {
        const core::Error &error = m_writer.error();
        widgets::BannerMessage message;
        message.id = failedBanner;
        message.severity = widgets::Severity::Error;
        message.text = error.kind == core::ErrorKind::TooLarge
            ? tr("This unsaved text cannot be kept on this computer: there is no room among the drafts. It is still here; "
                 "save it, or discard other drafts.")
            : tr("This unsaved text cannot be kept on this computer, perhaps because the disk is full. It is still here; "
                 "save it, or make room and go on typing.");
        message.details = error.detail;
        message.dismissible = false;
        m_entry.panel().showBanner(message);
    } else if (m_writer.state() != DraftWriter::State::Pending) {
        m_entry.panel().dismissBanner(failedBanner);
    }
    emit stateChanged();
}

void DraftKeeper::look()
{
    m_look.abandon();
    const core::EntryRef entry = openEntry();
    if (entry.entry.isEmpty())
        return;
    m_look = m_drafts.of(entry);
    m_look.then(this, [this](const core::Result<QList<journal::DraftRow>> &rows) {
        if (rows)
            offer(*rows);
        else
            qWarning("drafts could not be looked up: %s", qPrintable(rows.error().detail));
    });
}

void DraftKeeper::offer(const QList<journal::DraftRow> &rows)
{
    panels::EntryPanel &panel = m_entry.panel();
    if (!m_entry.base())
        return;
    // Discarded elsewhere (the list, a redaction): the text is in the editor only, and stays there until it is typed on.
    const bool ours = std::any_of(rows.cbegin(), rows.cend(),
                                  [this](const journal::DraftRow &row) { return isHeldBy(row, m_writer); });
    if (m_writer.state() == DraftWriter::State::Kept && !ours) {
        m_thrownAway = panel.editedBytes();
        m_writer.letGo();
    }
    QList<journal::DraftRow> found;
    bool elsewhere = false;
    for (const journal::DraftRow &row : rows) {
        if (row.owner == journal::DraftOwner::AnotherProgram)
            elsewhere = true;
        else if (isHeldBy(row, m_writer))
            continue;
        else if (!m_entry.base()->sha256.isEmpty() && row.sha256 == m_entry.base()->sha256)
            drop(row.id); // it was saved; the program ended before it could say so
        else
            found.append(row);
    }
    if (elsewhere)
        panel.showBanner({elsewhereBanner, widgets::Severity::Info,
                          tr("Another running copy of this program has unsaved text of this entry, too.")});
    else
        panel.dismissBanner(elsewhereBanner);
    if (found.isEmpty()) {
        panel.dismissBanner(foundBanner);
        return;
    }
    m_offered = found.first();
    const QString age = presentation::ageOf(core::Timestamp::fromDateTime(m_offered.at), m_clock.now());
    QString text = tr("Unsaved text of this entry, typed %1, was kept on this computer.").arg(age);
    if (found.size() > 1)
        text += u' ' + tr("There are %n such texts; this is the newest.", nullptr, int(found.size()));
    panel.showBanner({foundBanner,
                      widgets::Severity::Warning,
                      text,
                      {{u"restore"_s, tr("Restore")}, {u"compare"_s, tr("Compare")}, {u"discard"_s, tr("Discard")}},
                      {},
                      false});
}

void DraftKeeper::act(const QString &action)
{
    if (action == u"restore"_s) {
        restore(m_offered.id);
    } else if (action == u"compare"_s) {
        compare();
    } else if (action == u"discard"_s) {
        drop(m_offered.id);
        look();
    }
}

void DraftKeeper::restore(const journal::DraftId &id)
{
    if (id == m_writer.id())
        return; // it is what is typed here
    if (!m_entry.base()) {
        m_wanted = id;
        return;
    }
    const int load = m_entry.loads();
    m_drafts.adopt(id).then(this, [this, load](const core::Result<journal::Draft> &draft) {
        if (load != m_entry.loads())
            return; // another entry by now; the draft stays
        if (!draft) {
            m_entry.panel().showBanner({foundBanner, widgets::Severity::Warning,
                                        tr("This text is not here any more: another copy of this program has taken it up, or "
                                           "it was discarded.")});
            return;
        }
        m_entry.panel().dismissBanner(foundBanner);
        m_writer.flush(); // what is in the editor stays a draft of its own
        m_writer.letGo();
        m_entry.takeUp(*draft);
        m_writer.goOn(*draft); // only now: while the text changes, it looks as if it was thrown away
        m_loads = m_entry.loads();
        m_writer.touch();
        look();
    });
}

void DraftKeeper::compare()
{
    if (m_dialog)
        m_dialog->reject();
    m_dialog = new dialogs::DraftDialog(&m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &dialogs::DraftDialog::restoreRequested, this, [this, id = m_offered.id] {
        m_dialog->accept();
        restore(id);
    });
    connect(m_dialog, &dialogs::DraftDialog::discardRequested, this, [this, id = m_offered.id] {
        m_dialog->accept();
        drop(id);
        look();
    });
    m_drafts.load(m_offered.id).then(m_dialog, [this](const core::Result<journal::Draft> &draft) {
        if (!draft || !m_entry.base()) {
            m_dialog->reject();
            look();
            return;
        }
        const QDateTime now = m_clock.now();
        dialogs::DraftFacts facts;
        facts.target = targetOf(*m_navigator.session(), draft->target.store);
        facts.path = draft->path;
        facts.presentLabel = tr("On the service, written %1").arg(presentation::ageOf(m_entry.base()->updatedAt, now));
        facts.present = m_entry.base()->content.value_or(QByteArray());
        facts.draftLabel
            = tr("Not saved, typed %1").arg(presentation::ageOf(core::Timestamp::fromDateTime(draft->at), now));
        facts.draft = draft->text;
        m_dialog->setFacts(facts);
        m_dialog->open();
    });
}

void DraftKeeper::drop(const journal::DraftId &id)
{
    m_drafts.discard({id}).then(this, [](const core::Result<core::Done> &discarded) {
        if (!discarded)
            qWarning("a draft stays: %s", qPrintable(discarded.error().detail));
    });
}

} // namespace controllers
