// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"
#include "support/pictures.h"

#include "models/roles.h"
#include "session/historykeeper.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/dialogs/notedialog.h"
#include "ui/panels/activitypanel.h"
#include "ui/panels/changespage.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/tabspanel.h"
#include "ui/presentation/presentedhistory.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/rowlist.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;
using presentation::PresentedHistory;

//! A reviewer in *Activity*: looks for words in old texts, writes notes, compares what was marked, and takes what is listed
//! along for somebody else.
class TestJourneyReview : public QObject
{
    Q_OBJECT

    std::unique_ptr<Journey> m_journey;

    panels::ActivityPanel &panel() const { return m_journey->window().activity(); }
    widgets::RowList *list() const { return panel().view(); }
    widgets::DiffView *diff() const { return panel().changes()->diffView(); }
    template<typename T>
    T *part(const char *name) const
    {
        return panel().findChild<T *>(QLatin1String(name));
    }
    QString hint() const { return part<QLabel>("hintLabel")->text(); }
    QModelIndex at(int row) const { return list()->model()->index(row, 0); }
    QString words(int row) const { return at(row).data(PresentedHistory::SecondLineRole).toString(); }
    qsizetype signs(int row) const { return at(row).data(PresentedHistory::SignsRole).value<QList<QIcon>>().size(); }
    void type(const QString &text)
    {
        part<QLineEdit>("textEdit")->setText(text);
        QTest::keyClick(part<QLineEdit>("textEdit"), Qt::Key_Return);
    }
    //! Each change is looked at, so that each text was read once.
    bool readAllTexts()
    {
        for (int row = list()->model()->rowCount() - 1; row >= 0; --row) {
            const QByteArray before = panel().changes()->patch();
            list()->setCurrentIndex(at(row));
            if (!support::eventually([&] { return !panel().changes()->patch().isEmpty() && panel().changes()->patch() != before; })) {
                qWarning("row %d shows no change", row);
                return false;
            }
        }
        type(u"there is no such text"_s);
        const bool all = support::eventually([&] { return hint().startsWith(u"Searched: the 5 texts"_s); });
        if (!all)
            qWarning("%s", qPrintable(hint()));
        return all;
    }
    bool note(const QModelIndex &row, const QString &words)
    {
        list()->setCurrentIndex(row);
        if (!support::eventually([&] { return m_journey->action("version.note")->isEnabled(); }))
            return false;
        m_journey->action("version.note")->trigger();
        auto *dialog = m_journey->dialog<dialogs::NoteDialog>();
        if (!dialog)
            return false;
        QTest::keyClicks(dialog->findChild<QPlainTextEdit *>(), words);
        return Journey::press(*dialog, u"Save"_s);
    }
    static QByteArray read(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    //! What the open dialog writes; its folder.
    QString exportAs(const QTemporaryDir &folder, const QString &name)
    {
        auto *dialog = m_journey->dialog<dialogs::ExportDialog>();
        if (!dialog)
            return {};
        dialog->setPlace(folder.path());
        dialog->findChild<QLineEdit *>(u"nameEdit"_s)->setText(name);
        if (!Journey::press(*dialog, u"Export"_s) || !support::eventually([&] { return dialog->result().contains(u"SHA256SUMS"_s); }))
            return {};
        dialog->reject();
        return folder.filePath(name);
    }

private slots:
    void init()
    {
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openSample());
        m_journey->workbench().navigator().go({m_journey->session()->stores().stores().first().id, {}, {}});
        m_journey->action("view.activity")->trigger();
        QTRY_VERIFY(list()->isVisible());
        QTRY_COMPARE(list()->model()->rowCount(), 6);
        panel().focusView();
    }
    void cleanup() { m_journey.reset(); }

    void keptTextsAreSearched()
    {
        type(u"key: 1234"_s);
        QTRY_VERIFY2(hint().startsWith(u"No text of this store is kept"_s), qPrintable(hint()));
        QTRY_COMPARE(list()->model()->rowCount(), 0);
        type({});
        QTRY_COMPARE(list()->model()->rowCount(), 6);
        QVERIFY(readAllTexts());
        type(u"KEY: 1234"_s);
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QCOMPARE(at(0).data(models::PathRole).toString(), u"notes/meeting.md"_s);
        QVERIFY2(hint().contains(u"Versions whose text is not kept are not found."_s), qPrintable(hint()));
        part<QToolButton>("regexButton")->click();
        type(u"^- (owner|key)"_s);
        QTRY_COMPARE(list()->model()->rowCount(), 2);
        QTRY_COMPARE(part<QLabel>("matchLabel")->text(), u"2 of 6 versions match."_s);
        support::picture(m_journey->window(), u"activity, text filter"_s);
        type(u"key("_s);
        QTRY_VERIFY2(hint().endsWith(u"The list is not filtered by text."_s), qPrintable(hint()));
        QTRY_COMPARE(list()->model()->rowCount(), 6);
    }
    void aSearchCanBeStopped()
    {
        QVERIFY(readAllTexts());
        type(u"Plan A"_s); // the answer comes from the event loop, and not before
        auto *button = part<QToolButton>("hintButton");
        QVERIFY(button->isVisible());
        QCOMPARE(button->text(), u"Stop"_s);
        button->click();
        QCOMPARE(hint(), u"The search was stopped. The list is not filtered by text."_s);
        QTRY_COMPARE(list()->model()->rowCount(), 6);
        QCOMPARE(button->text(), u"Search Again"_s);
        button->click();
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QVERIFY(!button->isVisible());
    }
    void withoutKeptTextsTheFieldSaysWhy()
    {
        QVERIFY(readAllTexts());
        type(u"Plan A"_s);
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        m_journey->session()->keepTexts(m_journey->dataFolder() + u"/history/none.texts"_s, false);
        QTRY_COMPARE(list()->model()->rowCount(), 6);
        auto *text = part<QLineEdit>("textEdit");
        QVERIFY(!text->isEnabled());
        QVERIFY2(text->accessibleDescription().startsWith(u"Texts of this connection are not kept"_s), qPrintable(text->accessibleDescription()));
    }

    void aNoteStandsInItsRow()
    {
        QVERIFY(note(at(1), u"ask Ada"_s));
        QTRY_VERIFY2(words(1).contains(u"with a note"_s), qPrintable(words(1)));
        QVERIFY(at(1).data(Qt::ToolTipRole).toString().contains(u"ask Ada"_s));
        QCOMPARE(signs(1), 1);
        QCOMPARE(signs(0), 0);
    }

    //! By M; the sign stands in both lists, and what is chosen then is compared with it where it is.
    void whatIsMarkedIsComparedHere()
    {
        list()->setCurrentIndex(at(5)); // the oldest: meeting.md as it was created
        QTRY_VERIFY(m_journey->action("version.mark")->isEnabled());
        QVERIFY(!m_journey->action("version.compareMarked")->isEnabled());
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_M);
        QTRY_COMPARE(signs(5), 1);
        QVERIFY(note(at(5), u"as it was agreed on"_s));
        QTRY_COMPARE(signs(5), 2);
        QVERIFY(words(5).startsWith(u"marked"_s));
        QVERIFY(!m_journey->action("version.compareMarked")->isEnabled()); // with itself
        list()->setCurrentIndex(at(3));
        QTRY_VERIFY(m_journey->action("version.compareMarked")->isEnabled());
        QTRY_VERIFY(diff()->unifiedText().contains("-- key: 1234"));
        m_journey->action("version.compareMarked")->trigger();
        QTRY_COMPARE(diff()->diff().beforeText, "# Meeting\n\n- storage: SQLite\n"_ba);
        QTRY_VERIFY(m_journey->action("changes.evidence")->isEnabled());
        support::picture(m_journey->window(), u"activity, marked and noted"_s);
        m_journey->action("version.compare")->trigger(); // with the one before, again
        QTRY_VERIFY(diff()->diff().beforeText.endsWith("- key: 1234\n"));

        m_journey->action("version.open")->trigger();
        QTRY_VERIFY(!m_journey->window().tabs().isActivityShown());
        QAbstractItemView *history = m_journey->window().history().view();
        QTRY_COMPARE(history->model()->rowCount(), 3);
        QTRY_COMPARE(history->model()->index(2, 0).data(PresentedHistory::SignsRole).value<QList<QIcon>>().size(), 2);
        support::picture(m_journey->window(), u"history, marked and noted"_s);
    }

    void theMenuHasWhatAVersionCan()
    {
        list()->setCurrentIndex(at(3));
        QTRY_VERIFY(m_journey->action("version.copyId")->isEnabled());
        const QPoint place = list()->visualRect(at(3)).center();
        QContextMenuEvent wish(QContextMenuEvent::Mouse, place, list()->viewport()->mapToGlobal(place));
        QApplication::sendEvent(list()->viewport(), &wish);
        QMenu *menu = nullptr;
        QTRY_VERIFY((menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())));
        QStringList names;
        for (const QAction *action : menu->actions()) {
            if (!action->isSeparator() && action->isEnabled())
                names.append(action->objectName());
        }
        support::picture(*menu, u"activity, menu"_s);
        menu->close();
        QCOMPARE(names, (QStringList{u"version.open"_s, u"version.compare"_s, u"version.mark"_s, u"version.note"_s,
                                     u"version.evidence"_s, u"version.moment"_s, u"version.copyId"_s, u"version.copyHash"_s, u"version.copyPath"_s,
                                     u"version.redact"_s}));
        const auto copied = [this](const char *action) {
            m_journey->action(action)->trigger();
            return QApplication::clipboard()->text();
        };
        QCOMPARE(copied("version.copyId"), at(3).data(models::VersionIdRole).toString());
        QCOMPARE(copied("version.copyHash"), at(3).data(models::Sha256Role).toString());
        QCOMPARE(copied("version.copyPath"), u"notes/meeting.md"_s);
    }

    void whatIsListedIsTakenAlong()
    {
        const core::StoreId store = m_journey->session()->stores().stores().first().id;
        bool written = false;
        m_journey->session()->commands().createEntry(store, {u"notes/mine.md"_s, "mine\n", {}}).then(
            this, [&](const auto &outcome) { written = outcome.has_value(); });
        QTRY_VERIFY(written);
        QTRY_COMPARE(list()->model()->rowCount(), 7);
        part<QLineEdit>("pathEdit")->setText(u"notes/"_s);
        QTest::keyClick(part<QLineEdit>("pathEdit"), Qt::Key_Return);
        QTRY_COMPARE(list()->model()->rowCount(), 5);
        QTRY_VERIFY(m_journey->session()->history()->coverage(store).complete);

        QTemporaryDir place;
        place.setAutoRemove(!qEnvironmentVariableIsSet("PALIMPSEST_PICTURES")); // somebody wants to look at it
        panel().focusView();
        m_journey->action("export")->trigger(); // what is looked at
        const QString folder = exportAs(place, u"feed"_s);
        QVERIFY(!folder.isEmpty());
        const QList<QByteArray> lines = read(folder + u"/versions.jsonl"_s).trimmed().split('\n');
        QCOMPARE(lines.size(), 5);
        const QJsonObject mine = QJsonDocument::fromJson(lines.first()).object();
        QCOMPARE(mine.value("path"_L1).toString(), u"notes/mine.md"_s);
        QVERIFY(mine.value("written_from_this_computer"_L1).toBool());
        QCOMPARE(mine.value("request_id"_L1).toString(), m_journey->session()->requestIdOf(*versionOf(mine)));
        QVERIFY(!mine.value("request_id"_L1).toString().isEmpty());
        QVERIFY(mine.value("created_at"_L1).toString().endsWith(u'Z'));
        QCOMPARE(mine.value("content_sha256"_L1).toString(), QString::fromLatin1(QCryptographicHash::hash("mine\n", QCryptographicHash::Sha256).toHex()));
        QVERIFY(QJsonDocument::fromJson(lines.last()).object().value("request_id"_L1).isNull());
        QCOMPARE(read(folder + u"/versions.csv"_s).count("\r\n"), 6);
        const QByteArray page = read(folder + u"/evidence.html"_s);
        QVERIFY(page.contains("path beginning with “notes/”"_ba) && page.contains("All 7 versions of the store are known."));
        for (const QByteArray &sum : read(folder + u"/SHA256SUMS"_s).trimmed().split('\n')) {
            const QByteArray bytes = read(folder + u'/' + QString::fromUtf8(sum.mid(66)));
            QCOMPARE(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(), sum.left(64));
        }
    }

    void aComparisonIsTakenAlong()
    {
        list()->setCurrentIndex(at(3));
        QTRY_VERIFY(m_journey->action("changes.evidence")->isEnabled());
        QTemporaryDir place;
        place.setAutoRemove(!qEnvironmentVariableIsSet("PALIMPSEST_PICTURES")); // somebody wants to look at it
        m_journey->action("changes.evidence")->trigger();
        const QString folder = exportAs(place, u"two"_s);
        QVERIFY(!folder.isEmpty());
        QCOMPARE(read(folder + u"/versions.jsonl"_s).count('\n'), 2);
        QVERIFY(read(folder + u"/comparison.patch"_s).contains("\n-- key: 1234\n+- owner: Ada\n"));
        QVERIFY(read(folder + u"/evidence.html"_s).contains("two versions of “notes/meeting.md”, compared"));
    }

private:
    std::optional<core::Version> versionOf(const QJsonObject &row) const
    {
        const session::VersionLog &log = m_journey->session()->versions(m_journey->session()->stores().stores().first().id);
        const core::Version *known = log.find({row.value("id"_L1).toString()});
        return known ? std::optional(*known) : std::nullopt;
    }
};

QTEST_MAIN(TestJourneyReview)
#include "tst_journey_review.moc"
