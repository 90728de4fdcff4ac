// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "delayproxy.h"
#include "journey.h"

#include "support/pictures.h"
#include "ui/panels/findpanel.h"
#include "ui/panels/storespanel.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

//! Narrowing down: the filters of the store list, and *Find in Store*. In Berlin (tests/CMakeLists.txt), where 25 October
//! 2026 has 25 hours and 29 March 23.
class TestJourneyFilters : public QObject
{
    Q_OBJECT

    static QJsonObject store(const QString &name, const QString &createdAt, const QJsonArray &entries = {})
    {
        return {{u"name"_s, name}, {u"description"_s, u"of a test"_s}, {u"metadata"_s, QJsonObject{}},
                {u"created_at"_s, createdAt}, {u"entries"_s, entries}};
    }

    static QByteArray import(const QJsonArray &stores)
    {
        return QJsonDocument(QJsonObject{{u"format"_s, 1}, {u"stores"_s, stores}}).toJson();
    }

    static QStringList names(const Journey &journey)
    {
        const auto &window = const_cast<Journey &>(journey).window();
        const QAbstractItemModel *model = const_cast<app::MainWindow &>(window).stores().treeView()->model();
        QStringList names;
        for (int row = 0; row < model->rowCount(); ++row)
            names.append(model->index(row, 0).data().toString());
        names.sort();
        return names;
    }

private slots:
    void wholeLocalDays_data()
    {
        QTest::addColumn<QDate>("day");
        QTest::addColumn<QStringList>("moments"); // before, first, last, after; in UTC
        QTest::newRow("25 hours") << QDate(2026, 10, 25)
                                  << QStringList{u"2026-10-24T21:59:59.999000Z"_s, u"2026-10-24T22:00:00.000000Z"_s,
                                                 u"2026-10-25T22:59:59.999999Z"_s, u"2026-10-25T23:00:00.000000Z"_s};
        QTest::newRow("23 hours") << QDate(2026, 3, 29)
                                  << QStringList{u"2026-03-28T22:59:59.999000Z"_s, u"2026-03-28T23:00:00.000000Z"_s,
                                                 u"2026-03-29T21:59:59.999999Z"_s, u"2026-03-29T22:00:00.000000Z"_s};
    }
    void wholeLocalDays()
    {
        QFETCH(QDate, day);
        QFETCH(QStringList, moments);
        QCOMPARE(QDateTime(day, QTime(12, 0)).timeZoneAbbreviation().left(2), u"CE"_s); // what follows is about Berlin
        Journey journey;
        QVERIFY(service::importStores(journey.dataFolder(),
                                      import({store(u"before"_s, moments[0]), store(u"first"_s, moments[1]),
                                              store(u"last"_s, moments[2]), store(u"after"_s, moments[3])})));
        QVERIFY(journey.openLocal());
        QTRY_COMPARE(names(journey).size(), 4);
        panels::StoresPanel &panel = journey.window().stores();
        auto *button = panel.findChild<QToolButton *>(u"createdButton"_s);
        QTest::mouseClick(button, Qt::LeftButton);
        auto *from = panel.findChild<QDateEdit *>(u"fromEdit"_s);
        auto *to = panel.findChild<QDateEdit *>(u"toEdit"_s);
        QTRY_VERIFY(from->isVisible());
        panel.findChild<QCheckBox *>(u"fromCheck"_s)->click();
        panel.findChild<QCheckBox *>(u"toCheck"_s)->click();
        to->setDate(day);
        from->setDate(day);
        QTRY_COMPARE(names(journey), (QStringList{u"first"_s, u"last"_s}));
        support::picture(journey.window(), u"filter by day"_s);
        QVERIFY2(!button->text().contains(u"Any"_s), qPrintable(button->text())); // a filter that is hidden is still told
        panel.findChild<QCheckBox *>(u"fromCheck"_s)->click();
        QTRY_COMPARE(names(journey), (QStringList{u"before"_s, u"first"_s, u"last"_s}));
        from->setDate(day.addDays(1));
        panel.findChild<QCheckBox *>(u"fromCheck"_s)->click();
        QVERIFY(panel.findChild<QLabel *>(u"problemLabel"_s)->isVisible()); // the wrong way round: said, and not asked
        QCOMPARE(names(journey).size(), 3);
    }

    void byNameAndArchived()
    {
        Journey journey;
        QVERIFY(journey.openLocal()); // the samples
        panels::StoresPanel &panel = journey.window().stores();
        QCOMPARE(names(journey), QStringList{u"project-alpha"_s});
        panel.findChild<QCheckBox *>(u"archivedCheck"_s)->click();
        QTRY_COMPARE(names(journey).size(), 2);
        auto *name = panel.findChild<QLineEdit *>(u"nameEdit"_s);
        QTest::keyClicks(name, u"USER"_s); // case does not matter
        QTRY_COMPARE(names(journey), QStringList{u"user-prefs-2025"_s});
        QTest::keyClicks(name, u"x"_s);
        QTRY_VERIFY(Journey::says(panel, u"No store matches the filter"_s));
        support::picture(journey.window(), u"no store matches"_s);
        QTest::keyClick(name, Qt::Key_Escape);
        QTRY_COMPARE(names(journey).size(), 2);
        panel.findChild<QCheckBox *>(u"archivedCheck"_s)->click();
        QTRY_COMPARE(names(journey), QStringList{u"project-alpha"_s});
    }

    void findInStoreIsStoppedAndSaysHowFarItCame()
    {
        QJsonArray entries;
        for (int i = 0; i < 200; ++i) {
            const QJsonObject version{{u"action"_s, u"created"_s}, {u"at"_s, u"2026-10-02T08:00:00.000000Z"_s},
                                      {u"content"_s, u"first\nneedle %1\n"_s.arg(i)}};
            entries.append(QJsonObject{{u"path"_s, u"entry %1.md"_s.arg(i)}, {u"versions"_s, QJsonArray{version}}});
        }
        const Elsewhere service(wire::profileS(), import({store(u"hay"_s, u"2026-10-01T08:00:00.000000Z"_s, entries)}));
        DelayProxy slow(service.port(), 40);
        Journey journey;
        QVERIFY(journey.openRemote(slow.baseUrl(), Elsewhere::token));
        Journey::click(journey.window().stores().treeView(), Journey::row(journey.window().stores().treeView(), u"hay"_s));
        journey.action("find.store")->trigger();
        panels::FindPanel &panel = journey.window().find();
        QTRY_VERIFY(panel.isVisible());
        auto *hits = panel.findChild<QListView *>(u"hitsView"_s);
        QTest::keyClicks(panel.findChild<QLineEdit *>(u"queryEdit"_s), u"NEEDLE"_s);
        QTest::keyClick(panel.findChild<QLineEdit *>(u"queryEdit"_s), Qt::Key_Return);
        QTRY_VERIFY(hits->model()->rowCount() > 3);
        support::picture(journey.window(), u"find in store, running"_s);
        QVERIFY(Journey::press(panel, u"Cancel"_s));
        QTRY_VERIFY(Journey::button(panel, u"Find"_s));
        auto *progress = panel.findChild<QLabel *>(u"progressLabel"_s);
        const auto told = [&] { return u"%1 hits in %1 of 200 entries. Stopped."_s.arg(hits->model()->rowCount()); };
        QTRY_COMPARE(progress->text(), told());
        QVERIFY(hits->model()->rowCount() < 200);
        support::picture(journey.window(), u"find in store, stopped"_s);

        slow.setDelay(0);
        QVERIFY(Journey::press(panel, u"Find"_s)); // what was read is not read again
        QTRY_COMPARE_WITH_TIMEOUT(progress->text(), u"200 hits in 200 of 200 entries."_s, 20'000);
        QTRY_VERIFY(Journey::says(journey.window().stores(), u"200 of 200 entries"_s)); // though it is not opened in the tree
        emit hits->activated(hits->model()->index(150, 0));
        QTRY_VERIFY(!journey.workbench().navigator().subject().entry.isEmpty());
    }
};

QTEST_MAIN(TestJourneyFilters)
#include "tst_journey_filters.moc"
