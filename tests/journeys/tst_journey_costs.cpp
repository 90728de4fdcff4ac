// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "service/import.h"
#include "support/pictures.h"
#include "ui/dialogs/costdialog.h"
#include "ui/widgets/treemap.h"

#include <QTreeView>

using namespace Qt::StringLiterals;
using dialogs::CostDialog;

namespace {

constexpr auto threeEntries = R"({"format": 1, "stores": [{"name": "agent notes", "description": "What the agent learned.",
    "metadata": {}, "created_at": "2026-10-01T08:00:00.000000Z", "entries": [
    {"path": "notes/meeting.md", "versions": [{"action": "created", "at": "2026-10-02T08:00:00.000000Z", "content": "@1500"}]},
    {"path": "costs/small.md", "versions": [{"action": "created", "at": "2026-10-02T08:00:00.000000Z", "content": "@2001"}]},
    {"path": "costs/large.md", "versions": [{"action": "created", "at": "2026-10-02T08:00:00.000000Z", "content": "@6000"}]}]}]})";

} // namespace

//! *Sizes and Tokens* through the window: what a store costs, what would be left, and the way to an entry.
class TestJourneyCosts : public QObject
{
    Q_OBJECT

    Journey m_journey;

private slots:
    void initTestCase()
    {
        QByteArray store = threeEntries;
        for (const int size : {1'500, 2'001, 6'000})
            store.replace('@' + QByteArray::number(size), QByteArray(size, 'x'));
        QVERIFY(service::importStores(m_journey.dataFolder(), store));
        QVERIFY(m_journey.openLocal());
        QVERIFY(m_journey.openEntry(u"notes/meeting.md"_s));
    }

    void whatIsTickedIsTakenOff()
    {
        QTRY_VERIFY(m_journey.action("store.costs")->isEnabled());
        m_journey.action("store.costs")->trigger();
        auto *dialog = m_journey.dialog<CostDialog>();
        QVERIFY(dialog);
        QTRY_COMPARE(dialog->total(), u"9,501 bytes, about 2,376 tokens, in 3 entries."_s);
        QVERIFY2(dialog->coverage().startsWith(u"Tokens are estimated"_s), qPrintable(dialog->coverage())); // nothing is missing

        // The largest folder is the first row. Space ticks it, by keys.
        auto *list = dialog->findChild<QTreeView *>();
        QTRY_VERIFY(list->hasFocus());
        QCOMPARE(list->currentIndex().data().toString(), u"costs/"_s);
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(dialog->without(), u"Without the 2 ticked entries: 1,500 bytes, about 375 tokens, 84 % less."_s);

        support::picture(*dialog, u"costs"_s);
        // The picture and the list go together; what is opened there is shown in the window.
        auto *map = dialog->findChild<widgets::Treemap *>();
        list->expand(list->currentIndex());
        const QModelIndex large = list->model()->index(0, 0, list->currentIndex());
        QCOMPARE(large.data().toString(), u"large.md"_s);
        list->setCurrentIndex(large);
        const QPoint there = map->areaOf(map->current()).center();
        list->setCurrentIndex(list->model()->index(1, 0));
        QTest::mouseClick(map, Qt::LeftButton, {}, there);
        QCOMPARE(list->currentIndex(), large);
        QTest::keyClick(list, Qt::Key_Return);
        const session::EntryList &entries = m_journey.session()->entries(m_journey.session()->stores().stores().first().id);
        QTRY_COMPARE(m_journey.workbench().navigator().subject().entry, entries.findPath(u"costs/large.md"_s)->id);
        QVERIFY(dialog->isVisible());
        dialog->reject();
        QTRY_VERIFY(!m_journey.dialog<CostDialog>());
    }
};

QTEST_MAIN(TestJourneyCosts)
#include "tst_journey_costs.moc"
