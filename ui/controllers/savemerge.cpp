// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// The half of SaveController that merges after a lost race.
#include "models/displaytext.h"
#include "session/session.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/savecontroller.h"
#include "ui/dialogs/mergedialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/presentation/relativetime.h"
#include "ui/presentation/sizes.h"

namespace controllers {

void SaveController::showMerge(const core::Entry &base, const QByteArray &mine, const core::Entry &theirs,
                               Occasion occasion)
{
    const bool restored = occasion == Occasion::Restored;
    m_theirs = restored ? base : theirs;
    const QByteArray content = theirs.content.value_or(QByteArray());
    if (content == mine) { // nothing to merge, nothing to write
        forgetMerge();
        if (!restored)
            m_entry.replaceWith(theirs);
        return;
    }
    if (!m_merge)
        makeMergeDialog();
    dialogs::MergeFacts facts;
    facts.target = targetOf(*m_navigator.session(), theirs.store);
    facts.path = theirs.path;
    facts.base = base.content.value_or(QByteArray());
    facts.mine = mine;
    facts.theirs = content;
    facts.baseLabel = base.version ? tr("version %1").arg(*base.version) : tr("what was saved before");
    const QString age = presentation::ageOf(theirs.updatedAt, m_navigator.session()->clock().now());
    facts.theirsLabel = restored ? tr("the text that your save went over")
        : theirs.version ? tr("version %1, saved %2").arg(*theirs.version).arg(age)
                                       : tr("a text saved %1").arg(age);
    if (!restored)
        facts.theirsFacts = tr("Theirs: %1, %2 (%3)\nEntry %4\nSHA-256 %5")
                            .arg(presentation::exactSizeText(content.size()), presentation::exactLocal(theirs.updatedAt),
                                 presentation::exactUtc(theirs.updatedAt), models::displayText(theirs.id.value),
                                 models::displayText(theirs.sha256));
    facts.maxBytes = m_navigator.session()->dialect().limits.contentBytes;
    facts.again = occasion == Occasion::LostAgain;
    facts.restored = restored;
    m_merge->setFacts(facts);
    m_merge->open();
}

void SaveController::makeMergeDialog()
{
    m_merge = new dialogs::MergeDialog(&m_window);
    connect(m_merge, &dialogs::MergeDialog::takeTheirsRequested, this, [this] {
        const dialogs::MergeFacts facts = m_merge->facts();
        forgetMerge();
        if (!m_entry.base() || m_entry.base()->id != m_theirs.id)
            return;
        if (facts.restored)
            m_entry.panel().useText(facts.theirs);
        else
            m_entry.replaceWith(m_theirs);
    });
    connect(m_merge, &dialogs::Sheet::wayOutRequested, this, [this](auto way) { emit wayOutRequested(int(way)); });
    connect(m_merge, &dialogs::MergeDialog::saveRequested, this, [this](const QByteArray &text) {
        if (text == m_theirs.content) { // nothing to write
            forgetMerge();
            m_entry.replaceWith(m_theirs);
            return;
        }
        m_merge->setBusy(tr("Saving…"));
        send(m_theirs, text);
    });
}

//! What was decided has been saved, or is about another entry by now.
void SaveController::forgetMerge()
{
    if (!m_merge)
        return;
    m_merge->hide();
    m_merge->deleteLater();
    m_merge.clear();
}

} // namespace controllers
