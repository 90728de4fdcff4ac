// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/newentrydrafts.h"

#include "ui/controllers/draftwriter.h"
#include "ui/controllers/entryactions.h"
#include "ui/dialogs/newentrydialog.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/messagebanner.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {
const QString leftBanner = u"draft.newEntry"_s;
}

NewEntryDrafts::NewEntryDrafts(EntryActions &actions, journal::Drafts &drafts, const core::Clock &clock,
                               panels::StoresPanel &stores)
    : m_actions(actions), m_drafts(drafts), m_clock(clock), m_stores(stores)
{
    connect(&actions, &EntryActions::sheetOpened, this, &NewEntryDrafts::follow);
    connect(&stores, &panels::StoresPanel::bannerActionTriggered, this, [this](const QString &id, const QString &action) {
        if (id != leftBanner)
            return;
        m_stores.dismissBanner(leftBanner);
        if (action == u"discard"_s)
            m_drafts.discard({m_left}).then(this, [](const core::Result<core::Done> &) {});
        else
            m_drafts.load(m_left).then(this, [this](const core::Result<journal::Draft> &draft) {
                if (draft)
                    reopen(*draft);
            });
    });
}

void NewEntryDrafts::reopen(const journal::Draft &draft)
{
    m_next = draft;
    m_actions.recreate(draft.target.store, draft.path, draft.text);
    m_next.reset();
}

void NewEntryDrafts::flush()
{
    if (m_writer)
        m_writer->flush();
}

void NewEntryDrafts::follow(dialogs::NewEntryDialog *dialog, const core::EntryRef &target)
{
    m_stores.dismissBanner(leftBanner);
    // What the sheet was opened with is nobody's typing.
    const bool isDraft = m_next.has_value();
    auto source = [dialog, target, isDraft, path = dialog->path(),
                   text = dialog->text()]() -> std::optional<journal::Draft> {
        journal::Draft draft;
        draft.target = target;
        draft.path = dialog->path();
        draft.text = dialog->text();
        if (!isDraft && draft.path == path && draft.text == text)
            return std::nullopt;
        return draft;
    };
    auto *writer = new DraftWriter(m_drafts, m_clock, std::move(source), dialog);
    m_writer = writer;
    if (m_next)
        writer->goOn(*m_next);
    connect(dialog, &dialogs::NewEntryDialog::edited, writer, &DraftWriter::touch);
    connect(writer, &DraftWriter::stateChanged, dialog, [dialog, writer] {
        dialog->showKeeping(writer->state() == DraftWriter::State::Failed
                                ? tr("What you type here cannot be kept on this computer, perhaps because the disk is full.")
                                : QString());
    });
    connect(dialog, &QDialog::accepted, this, [this] { closed(true); });
    connect(dialog, &QDialog::rejected, this, [this] { closed(false); });
}

void NewEntryDrafts::closed(bool created)
{
    if (!m_writer)
        return;
    if (created) {
        m_writer->discard();
    } else {
        m_writer->flush();
        m_left = m_writer->id();
        if (!m_left.isEmpty())
            m_stores.showBanner({leftBanner,
                                 widgets::Severity::Info,
                                 tr("What you typed for a new entry was kept on this computer."),
                                 {{u"open"_s, tr("Open Again")}, {u"discard"_s, tr("Discard")}}});
    }
    m_writer.clear();
}

} // namespace controllers
