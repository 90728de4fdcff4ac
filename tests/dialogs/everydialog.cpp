// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "everydialog.h"

#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/archivestoredialog.h"
#include "ui/dialogs/auditdialog.h"
#include "ui/dialogs/connectiondialog.h"
#include "ui/dialogs/connectionsdialog.h"
#include "ui/dialogs/copydialog.h"
#include "ui/dialogs/costdialog.h"
#include "ui/dialogs/deleteentriesdialog.h"
#include "ui/dialogs/deleteentrydialog.h"
#include "ui/dialogs/deletestoredialog.h"
#include "ui/dialogs/draftdialog.h"
#include "ui/dialogs/draftsdialog.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/dialogs/gotodialog.h"
#include "ui/dialogs/letprogramsdialog.h"
#include "ui/dialogs/linkdialog.h"
#include "ui/dialogs/mergedialog.h"
#include "ui/dialogs/metadatadialog.h"
#include "ui/dialogs/movedialog.h"
#include "ui/dialogs/newentrydialog.h"
#include "ui/dialogs/notedialog.h"
#include "ui/dialogs/pickentrydialog.h"
#include "ui/dialogs/plandialog.h"
#include "ui/dialogs/redactdialog.h"
#include "ui/dialogs/restoredialog.h"
#include "ui/dialogs/reviewalldialog.h"
#include "ui/dialogs/savecopydialog.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/dialogs/storedialog.h"
#include "ui/dialogs/unsaveddialog.h"
#include "ui/dialogs/unsavedtabsdialog.h"
#include "ui/presentation/presentedcosts.h"
#include "ui/presentation/presentedplan.h"

#include <functional>
#include <map>

using namespace Qt::StringLiterals;
using namespace dialogs;

namespace every {

namespace {

const Target where{u"Local workspace"_s, u"project-alpha"_s};
const QString path = u"decisions/2026/architecture-of-the-storage-layer.md"_s;

template<typename T, typename... Arguments>
std::unique_ptr<T> sheet(Arguments... arguments)
{
    auto dialog = std::make_unique<T>(arguments...);
    dialog->setTarget(where);
    return dialog;
}

std::unique_ptr<QDialog> connection(ConnectionDialog::Purpose purpose)
{
    auto dialog = std::make_unique<ConnectionDialog>(purpose);
    dialog->setPresets({{ServiceKind::Global, u"https://api.example.com/api/v1/cloud"_s},
                        {ServiceKind::China, u"https://api.example.cn/api/v1/cloud"_s}});
    dialog->setKeychainStatus(purpose == ConnectionDialog::Purpose::Create ? KeychainStatus::Available
                                                                           : KeychainStatus::Locked);
    if (purpose == ConnectionDialog::Purpose::Create) {
        dialog->offerToken(u"QODER_PAT"_s);
    } else {
        ConnectionDraft draft;
        draft.id = {u"1"_s};
        draft.name = u"prod"_s;
        draft.baseUrl = u"https://api.example.com/api/v1/cloud"_s;
        dialog->setDraft(draft);
    }
    return dialog;
}

std::unique_ptr<QDialog> connections()
{
    auto dialog = std::make_unique<ConnectionsDialog>();
    dialog->setConnections({{{u"local"_s}, u"Local workspace"_s, {}, TokenKeeping::Keychain, true, true},
                            {{u"1"_s}, u"prod"_s, u"https://api.example.com/api/v1/cloud"_s, TokenKeeping::Keychain},
                            {{u"2"_s}, u"the one in the cellar"_s, u"https://memories.example.org:8443/api/v1/cloud"_s,
                             TokenKeeping::ThisRun}});
    return dialog;
}

std::unique_ptr<QDialog> copy()
{
    auto dialog = sheet<CopyDialog>();
    dialog->setSubject(u"12 entries of “project-alpha” are copied."_s, u"project-alpha"_s);
    dialog->setConnections({{{u"local"_s}, u"Local workspace"_s}, {{u"1"_s}, u"prod"_s}}, {u"1"_s});
    core::Store store;
    store.id = {u"memstore_1"_s};
    store.name = u"project-alpha"_s;
    dialog->setStores({store}, 255);
    return dialog;
}

std::unique_ptr<QDialog> draft()
{
    auto dialog = sheet<DraftDialog>();
    dialog->setFacts({where, path, u"On the service: version 7"_s, "# Storage\n\n- SQLite\n- one writer\n",
                      u"Kept on this computer 5 minutes ago"_s, "# Storage\n\n- SQLite\n- two writers\n- WAL\n", true});
    return dialog;
}

std::unique_ptr<QDialog> drafts()
{
    auto dialog = std::make_unique<DraftsDialog>();
    dialog->setRows({{u"1"_s, u"# Storage"_s, path, u"Local workspace"_s, u"project-alpha"_s, u"5 minutes ago"_s,
                      u"1,204 bytes"_s, u"from an earlier run"_s},
                     {u"2"_s, u"- buy bread"_s, {}, u"prod"_s, u"user-prefs"_s, u"yesterday"_s, u"12 bytes"_s, {}}});
    return dialog;
}

std::unique_ptr<QDialog> exporting(bool ended)
{
    auto dialog = std::make_unique<ExportDialog>();
    dialog->setTarget(where);
    dialog->setSubject(u"All 21 entries of the store “project-alpha” are exported."_s, u"project-alpha"_s);
    dialog->setPlace(u"/home/ada/Documents"_s);
    if (ended) {
        dialog->showRunning();
        dialog->showEnded(u"19 of 21 entries were written to /home/ada/Documents/project-alpha."_s,
                          {{path, u"The service did not answer in time."_s}, {u"notes/meeting.md"_s, u"It was deleted meanwhile."_s}});
    }
    return dialog;
}

std::unique_ptr<QDialog> merge()
{
    auto dialog = sheet<MergeDialog>();
    dialog->setFacts({where, path, "# Storage\n\n- SQLite\n- one writer\n- no cache\n- backups: daily\n- owner: Ada\n",
                      "# Storage\n\n- SQLite in WAL mode\n- one writer\n- no cache\n- backups: hourly\n- owner: Ada\n- mine\n",
                      "# Storage\n\n- SQLite\n- one writer\n- no cache\n- backups: weekly\n- owner: Grace\n", u"version 7"_s,
                      u"version 8, saved 12 seconds ago"_s, u"Theirs: 7 bytes\nSHA-256 "_s + QString(64, u'a'), 102'400});
    return dialog;
}

//! Has its model with it.
class ImportPlan : public QObject
{
public:
    models::PlanModel model;
    presentation::PresentedPlan presented;
};

std::unique_ptr<QDialog> plan(PlanDialog::Purpose purpose, bool ended)
{
    using transfer::PlanKind;
    auto owner = std::make_unique<ImportPlan>();
    owner->presented.setSourceModel(&owner->model);
    QList<transfer::PlanItem> items;
    const auto add = [&items](PlanKind kind, const QString &name, qint64 size) {
        transfer::PlanItem item;
        item.kind = kind;
        item.path = name;
        item.size = size;
        item.chosen = item.isDoable();
        items.append(item);
    };
    for (int i = 0; i < 12; ++i)
        add(PlanKind::New, u"notes/2026/meeting-%1.md"_s.arg(i), 1000 + 311 * i);
    add(PlanKind::Changed, path, 4'711);
    add(PlanKind::Same, u"todo.md"_s, 17);
    add(PlanKind::TooLarge, u"dumps/everything.json"_s, 2'000'000);
    items.last().problem = transfer::FileProblem::TooLarge;
    add(PlanKind::InvalidPath, u"odd..name.md"_s, 17);
    items.last().pathProblem = wire::PathProblem::DotDot;
    add(PlanKind::NotText, u"logo.png"_s, 20'480);
    items.last().problem = transfer::FileProblem::NotText;
    items.last().position = 1234;
    if (purpose == PlanDialog::Purpose::Restore) {
        items.clear();
        add(PlanKind::Recreate, u"notes/gone.md"_s, 512);
        add(PlanKind::PutBack, path, 4'711);
        add(PlanKind::Same, u"todo.md"_s, 17);
        for (int i = 0; i < 21; ++i)
            add(PlanKind::Delete, u"agents/run/%1.md"_s.arg(i), 1000 + 7 * i);
        add(PlanKind::Lost, u"notes/secret.md"_s, 60);
        items.last().gap = transfer::PastGap::Redacted;
        add(PlanKind::Lost, u"notes/old.md"_s, 0);
        items.last().gap = transfer::PastGap::NotKnown;
    }
    owner->model.setPlan(items);
    auto dialog = sheet<PlanDialog>(purpose, std::ref(owner->presented));
    dialog->showPlan();
    if (purpose == PlanDialog::Purpose::Import)
        dialog->setTopFolder(u"memories"_s, true);
    if (purpose == PlanDialog::Purpose::Restore) {
        dialog->setExportAbove(20);
        dialog->setNote(u"The whole store “project-alpha”, as it stood at 18 May 2026 17:34:26. Later versions stay in the history."_s);
    }
    if (ended) {
        dialog->showRunning();
        dialog->showEnded(u"12 entries were created, 1 was changed."_s, true);
    }
    owner.release()->setParent(dialog.get());
    return dialog;
}

std::unique_ptr<QDialog> letPrograms(bool running)
{
    auto dialog = std::make_unique<LetProgramsDialog>();
    dialog->setPort(7411);
    if (running)
        dialog->setRunning(u"http://127.0.0.1:7411/api/v1/cloud"_s, "local-4f1c2b7a9e0d");
    return dialog;
}

std::unique_ptr<QDialog> verify(bool ended)
{
    auto dialog = sheet<AuditDialog>(AuditDialog::Purpose::Verify);
    dialog->setPart(u"&Only the folder “decisions/2026/”"_s);
    if (ended) {
        dialog->showRunning();
        dialog->showEnded(u"3 things do not fit. Not everything could be checked."_s,
                          u"Texts of versions: 1,204 fit, 2 do not fit, 17 were redacted, 3 not checked (the service did not give it).\n"
                          u"Histories of entries: 220 fit, 1 does not fit."_s,
                          {{u"The text does not have the SHA-256 that the service tells (2)"_s,
                            {{QString(64, u'a') + u" instead of "_s + QString(64, u'b'), path, u"2 min ago"_s, u"Expected: b"_s, 0},
                             {u"c instead of d"_s, u"notes/meeting.md"_s, u"18 May 15:35"_s, {}, 1}}},
                           {u"The store tells another number of entries than it lists (1)"_s, {{u"12 instead of 13"_s, {}, {}, {}}}}});
    }
    return dialog;
}

std::unique_ptr<QDialog> costs()
{
    core::Entry large, small;
    large.id = {u"mem_1"_s};
    large.path = path;
    large.size = 60'000;
    small.id = {u"mem_2"_s};
    small.path = u"notes/meeting.md"_s;
    small.size = 1204;
    auto model = std::make_unique<models::CostModel>();
    model->setTree(audit::CostTree({large, small}));
    auto shown = std::make_unique<presentation::PresentedCosts>(*model);
    auto dialog = std::make_unique<CostDialog>(*shown);
    dialog->setTarget(where);
    model.release()->setParent(dialog.get());
    shown.release()->setParent(dialog.get());
    dialog->showCosts(u"Tokens are estimated as four bytes each; every model counts in its own way."_s);
    return dialog;
}

std::unique_ptr<QDialog> repeats()
{
    auto dialog = sheet<AuditDialog>(AuditDialog::Purpose::Repeats);
    dialog->showRunning();
    dialog->showEnded(u"Looked through 1,204 versions."_s, u"All 1,204 versions."_s,
                      {{u"Changed back (1)"_s, {{u"Back to the text of 18 May 15:35, 1 version in between"_s, path, u"2 min ago"_s, {}, 0}}}});
    return dialog;
}

std::unique_ptr<QDialog> redact()
{
    auto dialog = sheet<RedactDialog>();
    RedactFacts facts;
    facts.target = where;
    facts.path = path;
    facts.ordinal = u"v3"_s;
    facts.versionId = u"memver_019e3bb9-5d4a-7c1e-9e63-d87de0a1b2c3"_s;
    facts.createdAt = *core::Timestamp::parse(u"2026-05-18T15:34:26.494349Z");
    facts.size = 1204;
    facts.sha256 = QString(64, u'a');
    facts.content = "# Meeting\npassword: hunter2\n";
    facts.sameVersions = {u"v1, 17 May"_s};
    facts.coverage = u"All 40 versions of this store were compared."_s;
    dialog->setFacts(facts);
    return dialog;
}

std::unique_ptr<QDialog> store(StoreDialog::Purpose purpose)
{
    auto dialog = sheet<StoreDialog>(purpose);
    if (purpose == StoreDialog::Purpose::Edit)
        dialog->setFields({u"project-alpha"_s, u"What we know about the project."_s, {{u"team"_s, u"blue"_s}, {u"tier"_s, u"1"_s}}});
    return dialog;
}

using Maker = std::function<std::unique_ptr<QDialog>()>;

const std::map<QString, Maker> &makers()
{
    static const std::map<QString, Maker> all{
        {u"about"_s, [] { return std::make_unique<AboutDialog>(); }},
        {u"archive"_s,
         [] {
             auto dialog = sheet<ArchiveStoreDialog>();
             dialog->setFacts(where, 12);
             return dialog;
         }},
        {u"connection new"_s, [] { return connection(ConnectionDialog::Purpose::Create); }},
        {u"connection edit"_s, [] { return connection(ConnectionDialog::Purpose::Edit); }},
        {u"connection token"_s, [] { return connection(ConnectionDialog::Purpose::Token); }},
        {u"connections"_s, connections},
        {u"copy"_s, copy},
        {u"copy plan"_s, [] { return plan(PlanDialog::Purpose::Copy, false); }},
        {u"delete entries"_s,
         [] {
             auto dialog = sheet<DeleteEntriesDialog>();
             dialog->setFacts({where, {{u"notes/meeting.md"_s, 1204, true}, {u"a/very/long/path/"_s.repeated(9), 17, false}}, true});
             return dialog;
         }},
        {u"delete entry"_s,
         [] {
             auto dialog = sheet<DeleteEntryDialog>();
             dialog->setFacts({where, path, 1204, 3, true});
             return dialog;
         }},
        {u"delete store"_s,
         [] {
             auto dialog = sheet<DeleteStoreDialog>();
             dialog->setFacts({where, u"memstore_019e3bb93b7074f9a5130d39ddcca90f"_s, 12, 20'480, u"at least 412 versions"_s, true});
             return dialog;
         }},
        {u"draft"_s, draft},
        {u"drafts"_s, drafts},
        {u"export"_s, [] { return exporting(false); }},
        {u"export ended"_s, [] { return exporting(true); }},
        {u"go to"_s, [] { return sheet<GoToDialog>(); }},
        {u"import plan"_s, [] { return plan(PlanDialog::Purpose::Import, false); }},
        {u"import ended"_s, [] { return plan(PlanDialog::Purpose::Import, true); }},
        {u"review all"_s,
         [] {
             auto dialog = sheet<ReviewAllDialog>();
             dialog->setFacts(where, 1'204);
             return dialog;
         }},
        {u"restore"_s,
         [] {
             auto dialog = sheet<RestoreDialog>();
             dialog->setParts({u"The whole store “project-alpha”"_s, u"The folder “notes/” of the store “project-alpha”"_s}, 1);
             dialog->setLimits(core::Timestamp::fromMicroseconds(1'735'689'600'000'000), core::Timestamp::fromMicroseconds(1'790'000'000'000'000));
             dialog->setMoments({{core::Timestamp::fromMicroseconds(1'789'900'000'123'456), u"At “before the run” (yesterday 15:35)"_s}}, 0);
             return dialog;
         }},
        {u"restore plan"_s, [] { return plan(PlanDialog::Purpose::Restore, false); }},
        {u"restore ended"_s, [] { return plan(PlanDialog::Purpose::Restore, true); }},
        {u"let programs off"_s, [] { return letPrograms(false); }},
        {u"let programs on"_s, [] { return letPrograms(true); }},
        {u"link"_s,
         [] {
             auto dialog = std::make_unique<LinkDialog>();
             dialog->setAddress(u"https://bücher.example/what?page=1"_s);
             return dialog;
         }},
        {u"link refused"_s,
         [] {
             auto dialog = std::make_unique<LinkDialog>();
             dialog->setAddress(u"https://example.com@evil.example/"_s);
             return dialog;
         }},
        {u"merge"_s, merge},
        {u"metadata"_s,
         [] {
             auto dialog = sheet<MetadataDialog>();
             dialog->setFacts({where, path, {{u"team"_s, u"blue"_s}, {u"tier"_s, u"1"_s}}});
             return dialog;
         }},
        {u"move"_s,
         [] {
             auto dialog = sheet<MoveDialog>();
             dialog->setSubject(u"notes/"_s, true);
             dialog->setPlan([](const QString &typed) {
                 return QList<MoveDialog::Row>{
                     {u"notes/meeting.md"_s, typed + u"meeting.md"_s, {}, true},
                     {u"notes/plan.md"_s, typed + u"plan.md"_s, u"This store already has an entry with this path."_s, false}};
             });
             return dialog;
         }},
        {u"new entry"_s,
         [] {
             auto dialog = sheet<NewEntryDialog>();
             dialog->setPath(u"taken.md"_s);
             dialog->showPathProblem(u"There is an entry with this path already."_s);
             return dialog;
         }},
        {u"note"_s,
         [] {
             auto dialog = std::make_unique<NoteDialog>();
             dialog->setNote(u"v3 of “%1”"_s.arg(path), u"The password was in here; redacted after the talk with Ada."_s, 4000);
             return dialog;
         }},
        {u"pick entry"_s,
         [] {
             auto dialog = sheet<PickEntryDialog>();
             dialog->setSubject(u"What shall “notes/meeting.md” be compared with? Nothing is changed."_s);
             dialog->setTwins({{{u"c"_s}, {u"s"_s}, {u"e"_s}, u"notes/meeting.md"_s, u"Production · project-alpha"_s}});
             dialog->setEntries({}, true);
             return dialog;
         }},
        {u"redact"_s, redact},
        {u"costs"_s, costs},
        {u"repeats"_s, repeats},
        {u"save a copy"_s,
         [] {
             auto dialog = sheet<SaveCopyDialog>();
             dialog->setText(path, 1204);
             dialog->setConnections({{{u"c"_s}, u"Production"_s}}, {u"c"_s});
             core::Store one;
             one.id = {u"memstore_1"_s};
             one.name = u"project-alpha"_s;
             dialog->setStores({one}, one.id);
             return dialog;
         }},
        {u"shortcuts"_s,
         [] {
             auto dialog = std::make_unique<ShortcutsDialog>();
             dialog->setShortcuts({{u"Entry"_s, u"Save"_s, u"Ctrl+S"_s}, {u"View"_s, u"Refresh"_s, u"F5"_s}});
             return dialog;
         }},
        {u"store new"_s, [] { return store(StoreDialog::Purpose::Create); }},
        {u"scan"_s,
         [] {
             auto dialog = sheet<AuditDialog>(AuditDialog::Purpose::Scan);
             dialog->setPart(u"&Only the entry “notes/meeting.md”"_s);
             return dialog;
         }},
        {u"verify"_s, [] { return verify(false); }},
        {u"verify ended"_s, [] { return verify(true); }},
        {u"store edit"_s, [] { return store(StoreDialog::Purpose::Edit); }},
        {u"unsaved"_s,
         [] {
             auto dialog = sheet<UnsavedDialog>();
             dialog->setFacts(where, path, {});
             return dialog;
         }},
        {u"unsaved tabs"_s,
         [] {
             auto dialog = std::make_unique<UnsavedTabsDialog>();
             dialog->setEntries({path + u" in “project-alpha”, Local workspace"_s, u"todo.md in “project-alpha”, prod"_s});
             return dialog;
         }},
    };
    return all;
}

} // namespace

QStringList dialogNames()
{
    QStringList names;
    for (const auto &[name, maker] : makers())
        names.append(name);
    return names;
}

std::unique_ptr<QDialog> makeDialog(const QString &name)
{
    return makers().at(name)();
}

bool fail(QDialog &dialog)
{
    auto *failing = qobject_cast<Sheet *>(&dialog);
    if (failing)
        failing->showFailure(u"The service cannot be reached. Nothing was changed on the service, and your text is still here. "
                             u"The service says: upstream connect error or disconnect/reset before headers"_s,
                             u"request id 4711"_s,
                             {presentation::WayOut::Retry, presentation::WayOut::NewToken, presentation::WayOut::OpenConnection});
    return failing != nullptr;
}

} // namespace every
