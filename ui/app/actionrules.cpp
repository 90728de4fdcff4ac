// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/app/actionrules.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace app {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("app::ActionRules", text);
}

} // namespace

QHash<QString, QString> reasonsWhyNot(const WindowFacts &facts)
{
    QHash<QString, QString> reasons;
    const auto refuse = [&reasons](const QStringList &ids, const QString &reason) {
        for (const QString &id : ids) {
            if (!reasons.contains(id))
                reasons.insert(id, reason);
        }
    };

    if (!facts.session)
        refuse({u"store.new"_s, u"entry.new"_s, u"find.store"_s, u"go.to"_s, u"view.refresh"_s, u"store.edit"_s,
                u"store.history"_s, u"view.activity"_s, u"mark.changes"_s, u"store.review"_s, u"store.archive"_s, u"store.delete"_s, u"store.copyId"_s, u"samples.remove"_s,
                u"import.files"_s, u"import.folder"_s, u"export"_s, u"copy.to"_s, u"restore.moment"_s, u"store.verify"_s,
                u"store.scan"_s, u"store.search"_s, u"store.repeats"_s, u"store.costs"_s, u"store.witness"_s, u"store.moment"_s},
               tr("No connection is open."));
    if (!facts.store)
        refuse({u"find.store"_s, u"store.edit"_s, u"store.history"_s, u"store.archive"_s,
                u"store.delete"_s, u"store.copyId"_s, u"entry.copyCurl"_s},
               tr("Choose a store first."));
    if (!facts.place)
        refuse({u"entry.new"_s, u"import.files"_s, u"import.folder"_s, u"export"_s, u"copy.to"_s, u"restore.moment"_s,
                u"store.verify"_s, u"store.scan"_s, u"store.search"_s, u"store.repeats"_s, u"store.costs"_s, u"store.witness"_s, u"store.moment"_s},
               tr("Choose a store first."));
    if (facts.placeArchived)
        refuse({u"entry.new"_s, u"import.files"_s, u"import.folder"_s, u"restore.moment"_s},
               tr("This store is archived. It can be read, but not changed."));
    if (facts.storeArchived) {
        refuse({u"entry.new"_s, u"store.edit"_s, u"entry.move"_s, u"version.moment"_s},
               tr("This store is archived. It can be read, but not changed."));
        refuse({u"store.archive"_s}, tr("This store is archived already."));
        if (!facts.deleteInArchived)
            refuse({u"entry.delete"_s}, tr("This store is archived. Its entries cannot be deleted."));
    }
    if (!facts.storeUpdate)
        refuse({u"store.edit"_s}, tr("This service cannot change a store once it is made."));
    if (!facts.tab)
        refuse({u"tab.close"_s, u"tab.closeOthers"_s, u"tab.pin"_s}, tr("No entry is open."));
    if (!facts.textShown)
        refuse({u"entry.saveCopy"_s}, tr("No text is shown."));
    if (!facts.markdown)
        refuse({u"text.preview"_s}, facts.tab ? tr("Only Markdown has a preview.") : tr("No entry is open."));
    if (!facts.entry)
        refuse({u"entry.copyPath"_s, u"entry.copyId"_s, u"entry.metadata"_s}, tr("Choose an entry first."));
    if (!facts.entriesChosen && !facts.entry)
        refuse({u"entry.delete"_s, u"entry.move"_s}, tr("Choose an entry first."));
    if (!facts.entryMetadata)
        refuse({u"entry.metadata"_s}, tr("This service does not let the metadata of an entry be set."));
    if (facts.storeArchived)
        refuse({u"entry.metadata"_s}, tr("This store is archived and cannot be changed."));
    if (!facts.canUndoDeletion)
        refuse({u"entry.undoDelete"_s}, tr("Nothing was deleted in this window."));
    if (!facts.saveReason.isEmpty())
        refuse({u"entry.save"_s}, facts.saveReason);
    if (!facts.externalReason.isEmpty())
        refuse({u"entry.external"_s}, facts.externalReason);
    if (!facts.findingReason.isEmpty())
        refuse({u"marks.next"_s, u"marks.previous"_s}, facts.findingReason);
    if (!facts.originReason.isEmpty())
        refuse({u"text.origin"_s}, facts.originReason);
    if (!facts.originChangeReason.isEmpty())
        refuse({u"origin.change"_s}, facts.originChangeReason);
    if (!facts.redactReason.isEmpty())
        refuse({u"version.redact"_s}, facts.redactReason);

    if (facts.activity && facts.versionsChosen == 0)
        refuse({u"version.open"_s, u"version.compare"_s, u"version.note"_s, u"version.mark"_s, u"version.moment"_s, u"version.copyId"_s,
                u"version.copyHash"_s, u"version.copyPath"_s, u"version.redact"_s},
               tr("Choose a version in the list."));
    if (facts.activity)
        refuse({u"version.compareCurrent"_s, u"version.compareEditor"_s, u"version.use"_s, u"version.takeBack"_s},
               tr("Open the version's entry first."));
    if (facts.versionsChosen == 0)
        refuse({u"version.compare"_s}, tr("Choose one or two versions in the history."));
    if (!facts.comparedVersions)
        refuse({u"changes.evidence"_s}, tr("Show a comparison of two versions of this connection first."));
    if (!facts.store)
        refuse({u"version.evidence"_s}, tr("Choose a store first."));
    if (facts.versionsChosen != 1)
        refuse({u"version.open"_s, u"version.copyHash"_s, u"version.copyPath"_s, u"version.note"_s, u"version.compareCurrent"_s,
                u"version.compareEditor"_s, u"version.mark"_s, u"version.use"_s, u"version.takeBack"_s, u"version.moment"_s,
                u"version.copyId"_s},
               tr("Choose one version in the history."));
    if (!facts.entry)
        refuse({u"version.compareCurrent"_s, u"version.compareEditor"_s}, tr("Open the version's entry first."));
    if (!facts.entry && facts.versionsChosen != 1)
        refuse({u"entry.compareOther"_s}, tr("Choose an entry first."));
    if (!facts.markReason.isEmpty())
        refuse({u"version.compareMarked"_s}, facts.markReason);
    if (!facts.takeBackReason.isEmpty())
        refuse({u"version.takeBack"_s}, facts.takeBackReason);
    if (!facts.versionUsable)
        refuse({u"version.use"_s}, tr("This version has no text that could be restored."));
    if (!facts.ghost)
        refuse({u"entry.recreate"_s}, tr("Choose a deleted entry first; the View menu shows them."));
    if (facts.placeArchived)
        refuse({u"entry.recreate"_s}, tr("This store is archived. It can be read, but not changed."));
    if (!facts.canMark)
        refuse({u"mark.now"_s}, tr("Choose a store first."));
    if (!facts.changesShown)
        refuse({u"changes.next"_s, u"changes.previous"_s, u"changes.otherEnd"_s, u"changes.copyText"_s,
                u"changes.copyPatch"_s, u"changes.savePatch"_s},
               tr("Show the changes first."));
    if (!facts.movedLines)
        refuse({u"changes.otherEnd"_s}, tr("No lines moved."));
    if (!facts.patchReason.isEmpty())
        refuse({u"changes.copyText"_s, u"changes.copyPatch"_s, u"changes.savePatch"_s}, facts.patchReason);
    if (!facts.localSession)
        refuse({u"samples.remove"_s}, tr("The samples are in the Local workspace."));
    const QList<QPair<QString, QStringList>> review{
        {facts.reviewReason, {u"review.done"_s, u"review.entry"_s}},
        {facts.reviewAllReason, {u"review.all"_s}},
        {facts.reviewUnreadReason, {u"review.unread"_s}},
        {facts.reviewUndoReason, {u"review.undo"_s}},
        {facts.reviewTakeBackReason, {u"review.takeBack"_s}},
        {facts.reviewNextReason, {u"review.next"_s, u"review.previous"_s}}};
    for (const auto &[reason, ids] : review) {
        if (!reason.isEmpty())
            refuse(ids, reason);
    }
    if (!facts.hasSamples)
        refuse({u"samples.remove"_s}, tr("There are no sample memories."));
    return reasons;
}

} // namespace app
