// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "support/pictures.h"

#include "core/utf8.h"
#include "session/listing.h"
#include "ui/controllers/entrydrag.h"
#include "ui/controllers/sessionhost.h"
#include "ui/dialogs/copydialog.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/dialogs/plandialog.h"
#include "ui/panels/storespanel.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QTimer>
#include <QTreeView>
#include <QUrl>

#include <functional>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using dialogs::PlanDialog;

//! Into a store, out of it, and across to another service, through the real window.
class TestJourneyTransfer : public QObject
{
    Q_OBJECT

    static void put(const QString &file, const QByteArray &bytes)
    {
        QDir().mkpath(QFileInfo(file).path());
        QFile writer(file);
        QVERIFY(writer.open(QIODevice::WriteOnly));
        QCOMPARE(writer.write(bytes), bytes.size());
    }

    //! QTRY_ and qWaitFor() sleep 10 ms between two looks, and a thousand writes would take as many sleeps.
    static bool until(const std::function<bool()> &done, int ms = 120'000)
    {
        QEventLoop loop;
        QTimer look;
        QObject::connect(&look, &QTimer::timeout, &loop, [&] {
            if (done())
                loop.quit();
        });
        look.start(20);
        QTimer::singleShot(ms, &loop, &QEventLoop::quit);
        if (!done())
            loop.exec();
        return done();
    }

    static bool ended(const PlanDialog *dialog)
    {
        return until([dialog] { return dialog->stage() == PlanDialog::Stage::Ended; });
    }

    static void press(const QWidget &in, const QString &text)
    {
        QTRY_VERIFY2(Journey::button(in, text) && Journey::button(in, text)->isEnabled(), qPrintable(text));
        QTest::mouseClick(Journey::button(in, text), Qt::LeftButton);
    }

    static bool drop(QTreeView *view, const QModelIndex &row, const QStringList &files)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString &file : files)
            urls.append(QUrl::fromLocalFile(file));
        data.setUrls(urls);
        view->scrollTo(row);
        const QRect rows = view->viewport()->rect();
        const QPoint place = row.isValid() ? view->visualRect(row).center() : rows.bottomRight() - QPoint(5, 5);
        QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(view->viewport(), &enter);
        QDropEvent event(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(view->viewport(), &event);
        return enter.isAccepted() && event.isAccepted();
    }

    static QList<core::Entry> entriesOf(session::Session &session, const core::StoreId &store)
    {
        QObject context;
        std::optional<QList<core::Entry>> found;
        session::readAllEntries(session, store).then(&context, [&](const core::Result<QList<core::Entry>> &entries) {
            found = entries ? *entries : QList<core::Entry>();
        });
        return until([&] { return found.has_value(); }) ? *found : QList<core::Entry>();
    }

    static QHash<QString, QString> hashes(const QList<core::Entry> &entries)
    {
        QHash<QString, QString> result;
        for (const core::Entry &entry : entries)
            result.insert(entry.path, entry.sha256);
        return result;
    }

    static PlanDialog *planOf(const Journey &journey)
    {
        const bool there = until([&journey] {
            const auto *dialog = journey.dialog<PlanDialog>();
            return dialog && dialog->stage() != PlanDialog::Stage::Planning;
        });
        return there ? journey.dialog<PlanDialog>() : nullptr;
    }

    static std::unique_ptr<service::Service> serviceIn(const QString &folder, const wire::Dialect &dialect)
    {
        service::Options options;
        options.dataDirectory = folder;
        options.dialect = dialect;
        options.token = "pt-elsewhere";
        auto started = service::Service::start(options);
        return started ? std::move(started.value()) : nullptr;
    }

private slots:
    void aFolderOfAThousandFilesWithFiveBadOnes()
    {
        QTemporaryDir place;
        const QString folder = place.filePath(u"memories"_s);
        for (int i = 0; i < 995; ++i)
            put(folder + u"/sub%1/note %2.md"_s.arg(i % 9).arg(i), "# Note " + QByteArray::number(i) + "\r\n");
        put(folder + u"/latin1.md"_s, "caf\xE9");
        put(folder + u"/utf16.md"_s, QByteArray("\xFF\xFEh\0i\0", 6));
        put(folder + u"/large.md"_s, QByteArray(102'401, 'x'));
        put(folder + u"/two..dots.md"_s, "x");
        QCOMPARE(::mkfifo(QFile::encodeName(folder + u"/fifo"_s).constData(), 0600), 0);

        Journey journey;
        QVERIFY(service::importStores(journey.dataFolder(), Journey::sampleStore()));
        QVERIFY(journey.openLocal());
        QTreeView *tree = journey.window().stores().treeView();
        const core::StoreId store = journey.session()->stores().stores().first().id;
        QVERIFY(drop(tree, Journey::row(tree, u"agent notes"_s), {folder}));
        PlanDialog *dialog = planOf(journey);
        QVERIFY(dialog);
        auto *table = dialog->findChild<QTreeView *>(u"table"_s);
        QCOMPARE(table->model()->rowCount(), 1000);
        support::picture(*dialog, u"import plan"_s);
        support::picture(journey.window(), u"import plan, window"_s);
        const QStringList shown = Journey::texts(table);
        for (const QString &bad : {u"memories/latin1.md"_s, u"memories/utf16.md"_s, u"memories/large.md"_s,
                                   u"memories/two..dots.md"_s, u"memories/fifo"_s})
            QVERIFY2(shown.contains(bad), qPrintable(bad));
        QCOMPARE(Journey::row(table, u"memories/latin1.md"_s).siblingAtColumn(3).data().toString(),
                 u"Not UTF-8 text: the byte at position 3 does not fit."_s);
        QCOMPARE(entriesOf(*journey.session(), store).size(), 2); // nothing before the plan is accepted

        auto *kinds = dialog->findChild<QComboBox *>(u"kindBox"_s);
        kinds->setCurrentIndex(kinds->findText(u"Only not text (2)"_s));
        emit kinds->activated(kinds->currentIndex());
        QCOMPARE(table->model()->rowCount(), 2);
        kinds->setCurrentIndex(0);
        emit kinds->activated(0);

        press(*dialog, u"Import"_s);
        QVERIFY(ended(dialog));
        QCOMPARE(dialog->result(), u"Done. 995 items were written."_s);
        QVERIFY(!Journey::button(*dialog, u"Retry What Failed"_s));
        const QHash<QString, QString> there = hashes(entriesOf(*journey.session(), store));
        QCOMPARE(there.size(), 997);
        QCOMPARE(there.value(u"memories/sub8/note 8.md"_s), core::sha256Hex("# Note 8\r\n"));
        press(*dialog, u"Close"_s);

        // Once more: there is nothing left to do, and nothing is sent.
        QTRY_VERIFY(!journey.dialog<PlanDialog>());
        QVERIFY(drop(tree, Journey::row(tree, u"agent notes"_s), {folder}));
        dialog = planOf(journey);
        QVERIFY(dialog);
        QVERIFY(dialog->findChild<QLabel *>(u"summaryLabel"_s)->text().startsWith(u"Found: 995 the same"_s));
        QVERIFY(!Journey::button(*dialog, u"Import"_s)->isEnabled());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!journey.dialog<PlanDialog>());
    }

    void aStoreGoesToAnotherServiceAndBothSidesAreCompared()
    {
        QTemporaryDir place;
        const auto elsewhere = serviceIn(place.filePath(u"elsewhere"_s), wire::profileC());
        QVERIFY(elsewhere);
        Journey journey;
        QVERIFY(journey.openLocal()); // with the samples
        QVERIFY(journey.openRemote(elsewhere->baseUrl(), "pt-elsewhere"));
        session::Session *remote = journey.session();
        journey.workbench().sessions().open(session::localConnectionId());
        QTRY_VERIFY(journey.session() && journey.session() != remote);
        QTreeView *tree = journey.window().stores().treeView();
        QTRY_VERIFY(Journey::row(tree, u"project-alpha"_s).isValid());
        Journey::click(tree, Journey::row(tree, u"project-alpha"_s));
        const core::StoreId store = journey.workbench().navigator().subject().store;
        const QHash<QString, QString> before = hashes(entriesOf(*journey.session(), store));
        QVERIFY(before.size() > 5);

        QVERIFY(journey.action("copy.to")->isEnabled());
        journey.action("copy.to")->trigger();
        auto *choice = journey.dialog<dialogs::CopyDialog>();
        QVERIFY(choice);
        QCOMPARE(choice->findChild<QComboBox *>(u"connectionBox"_s)->currentText(), u"elsewhere"_s);
        QTRY_VERIFY(choice->findChild<QRadioButton *>(u"newButton"_s)->isChecked()); // there is no store yet
        QCOMPARE(choice->findChild<QLineEdit *>(u"nameEdit"_s)->text(), u"project-alpha"_s);
        press(*choice, u"Make a Plan…"_s);
        PlanDialog *dialog = planOf(journey);
        QVERIFY(dialog);
        QVERIFY(remote->stores().stores().isEmpty()); // not even the store is made yet
        press(*dialog, u"Copy"_s);
        QVERIFY(ended(dialog));
        const QString verdict = u"Both sides were compared: %1 of %1 have the same path, size and sha256."_s.arg(before.size());
        QTRY_VERIFY2(dialog->result().contains(verdict), qPrintable(dialog->result()));
        QTRY_COMPARE(remote->stores().stores().size(), 1);
        QCOMPARE(hashes(entriesOf(*remote, remote->stores().stores().first().id)), before);
        press(*dialog, u"Close"_s);
    }

    void whatWasExportedComesBackTheSame()
    {
        QTemporaryDir place;
        Journey journey;
        QVERIFY(journey.openLocal());
        QTreeView *tree = journey.window().stores().treeView();
        Journey::click(tree, Journey::row(tree, u"project-alpha"_s));
        const core::StoreId store = journey.workbench().navigator().subject().store;
        QObject context;
        for (const QString &path : {u"nul.md"_s, u"a:b?.md"_s, u"README"_s, u"readme"_s, u"x/\u202Ey"_s}) {
            std::optional<bool> made;
            journey.session()->service().createEntry(store, {path, "\xEF\xBB\xBFline\r\nlast \xC2\xA0", {}}).then(
                &context, [&made](const core::Result<core::Entry> &entry) { made = entry.has_value(); });
            QVERIFY(until([&made] { return made.has_value(); }) && *made);
        }
        const QHash<QString, QString> before = hashes(entriesOf(*journey.session(), store));

        journey.action("export")->trigger();
        auto *dialog = journey.dialog<dialogs::ExportDialog>();
        QVERIFY(dialog);
        dialog->setPlace(place.path());
        QCOMPARE(dialog->findChild<QLineEdit *>(u"nameEdit"_s)->text(), u"project-alpha"_s);
        dialog->findChild<QCheckBox *>(u"historyCheck"_s)->setChecked(true);
        dialog->findChild<QCheckBox *>(u"gitCheck"_s)->setChecked(true);
        press(*dialog, u"Export"_s);
        QTRY_VERIFY_WITH_TIMEOUT(Journey::button(*dialog, u"Close"_s), 60'000);
        QVERIFY2(dialog->result().startsWith(u"Written, and each read back: %1 entries and "_s.arg(before.size())), qPrintable(dialog->result()));
        press(*dialog, u"Close"_s);
        QVERIFY(QFile::exists(place.filePath(u"project-alpha/history.fast-import"_s)));
        QVERIFY(!QFile::exists(place.filePath(u"project-alpha/INCOMPLETE.txt"_s)));

        core::StoreId fresh;
        journey.session()->commands().createStore({u"fresh"_s, u"d"_s, {}}).then(
            &context, [&fresh](const core::Result<session::StoreOutcome> &outcome) { fresh = outcome->store->id; });
        QTRY_VERIFY(!fresh.isEmpty());
        QTRY_VERIFY(Journey::row(tree, u"fresh"_s).isValid());
        QVERIFY(drop(tree, Journey::row(tree, u"fresh"_s), {place.filePath(u"project-alpha"_s)}));
        PlanDialog *plan = planOf(journey);
        QVERIFY(plan);
        QVERIFY(!plan->findChild<QCheckBox *>(u"folderCheck"_s)->isVisible()); // paths are exact
        press(*plan, u"Import"_s);
        QVERIFY(ended(plan));
        QCOMPARE(plan->result(), u"Done. %1 items were written."_s.arg(before.size()));
        QCOMPARE(hashes(entriesOf(*journey.session(), fresh)), before);
        press(*plan, u"Close"_s);
    }

    void anEntryThatIsDraggedOutIsAFile()
    {
        QTemporaryDir place;
        controllers::EntryFile data(place.path(), u"note.md"_s, "text\r\n\xEF\xBB\xBF");
        QCOMPARE(data.formats(), QStringList{u"text/uri-list"_s});
        QVERIFY(QDir(place.path()).isEmpty()); // not before somebody asks
        QCOMPARE(data.urls().size(), 1);
        const QString file = data.urls().first().toLocalFile();
        QCOMPARE(QFileInfo(file).fileName(), u"note.md"_s);
        QFile reader(file);
        QVERIFY(reader.open(QIODevice::ReadOnly));
        QCOMPARE(reader.readAll(), QByteArray("text\r\n\xEF\xBB\xBF"));
        struct stat status = {};
        QCOMPARE(::lstat(QFile::encodeName(file).constData(), &status), 0);
        QCOMPARE(status.st_mode & 07777, mode_t(0600));
        QCOMPARE(data.urls().first().toLocalFile(), file); // once is enough
    }

    void whatIsNoPlaceTakesNoFiles()
    {
        QTemporaryDir place;
        put(place.filePath(u"a.md"_s), "x");
        Journey journey;
        QVERIFY(journey.openLocal());
        QTreeView *tree = journey.window().stores().treeView();
        QVERIFY(!drop(tree, QModelIndex(), {place.filePath(u"a.md"_s)}));
        QMimeData web;
        web.setUrls({QUrl(u"https://example.org/x"_s)});
        const QPoint at = tree->visualRect(Journey::row(tree, u"project-alpha"_s)).center();
        QDropEvent event(at, Qt::CopyAction, &web, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(tree->viewport(), &event);
        QVERIFY(!event.isAccepted());
        QVERIFY(!journey.dialog<PlanDialog>());
    }
};

QTEST_MAIN(TestJourneyTransfer)
#include "tst_journey_transfer.moc"
