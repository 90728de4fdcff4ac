// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"
#include "support/pictures.h"

#include "models/roles.h"
#include "session/historykeeper.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/ghosts.h"
#include "ui/controllers/storescontroller.h"
#include "ui/dialogs/newentrydialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/texteditor.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTreeView>

using namespace Qt::StringLiterals;

//! Deleted entries in the tree: shown when wanted, read, and made again.
class TestJourneyGhosts : public QObject
{
    Q_OBJECT

    std::unique_ptr<Elsewhere> m_service;
    std::unique_ptr<Agent> m_agent;
    std::unique_ptr<Journey> m_journey;
    core::StoreId m_store;

    QTreeView *tree() const { return m_journey->window().stores().treeView(); }
    QModelIndex ghost(const QString &name) const
    {
        const QModelIndex row = Journey::row(tree(), name);
        return row.data(models::NodeKindRole).value<models::NodeKind>() == models::NodeKind::Ghost ? row : QModelIndex();
    }
    //! Rows of deleted entries in the tree.
    int ghosts(const QModelIndex &below = {}) const
    {
        int found = 0;
        for (int row = 0; row < tree()->model()->rowCount(below); ++row) {
            const QModelIndex index = tree()->model()->index(row, 0, below);
            found += index.data(models::NodeKindRole).value<models::NodeKind>() == models::NodeKind::Ghost;
            found += ghosts(index);
        }
        return found;
    }
    QString coverage() const
    {
        return m_journey->window().stores().findChild<QWidget *>(u"coverageBar"_s)->findChild<QLabel *>(u"textLabel"_s)->text();
    }
    void showThem()
    {
        m_journey->workbench().navigator().go({m_store, {}, {}});
        tree()->expand(tree()->model()->index(0, 0));
        m_journey->action("stores.ghosts")->setChecked(true);
    }

private slots:
    void init()
    {
        m_service = std::make_unique<Elsewhere>(wire::profileS());
        m_agent = std::make_unique<Agent>(m_service->baseUrl(), Elsewhere::token);
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openRemote(m_service->baseUrl(), Elsewhere::token));
        m_store = m_journey->session()->stores().stores().first().id;
        auto gone = m_agent->create(m_store, u"ghosts/gone.md"_s, "first\n");
        QVERIFY(gone && m_agent->write(*gone, "last words\n"));
        gone = m_agent->read(m_store, u"ghosts/gone.md"_s);
        QVERIFY(gone && m_agent->remove(*gone));
    }
    void cleanup()
    {
        m_journey.reset();
        m_agent.reset();
        m_service.reset();
    }

    void isShownAndRead()
    {
        showThem();
        QTRY_VERIFY(ghost(u"gone.md"_s).isValid());
        const QModelIndex row = ghost(u"gone.md"_s);
        QVERIFY(row.data(Qt::AccessibleTextRole).toString().startsWith(u"Deleted entry gone.md"_s));
        QVERIFY(row.data(Qt::ToolTipRole).toString().contains(u"ghosts/gone.md"_s));
        QTRY_VERIFY2(coverage().contains(u"2 deleted entries."_s), qPrintable(coverage()));
        Journey::click(tree(), row);
        // Its last text, read-only, with its history.
        QTRY_VERIFY(m_journey->window().entry().showsVersion());
        QTRY_COMPARE(m_journey->workbench().entryController().shownText().value_or(QByteArray()), QByteArray("last words\n"));
        auto *view = m_journey->window().entry().findChild<widgets::TextEditor *>(u"versionView"_s);
        QVERIFY(view && view->isVisible() && view->isReadOnly());
        QTRY_COMPARE(m_journey->window().history().view()->model()->rowCount(), 3);
        QTRY_COMPARE(m_journey->window().entry().findChild<QLineEdit *>(u"pathEdit"_s)->text(), u"ghosts/gone.md"_s);
        QTRY_VERIFY(Journey::says(m_journey->window().entry(), u"of a deleted entry, read-only"_s)); // when the entry was looked for
        QVERIFY(!Journey::button(m_journey->window().entry(), u"Back to current"_s)); // there is no current one
        QVERIFY(!Journey::button(m_journey->window().entry(), u"Restore…"_s));
        support::picture(m_journey->window(), u"ghost opened"_s);
        QVERIFY(!m_journey->workbench().storesController().hasChosenEntries()); // nothing to delete or to rename
        QVERIFY(m_journey->workbench().storesController().chosenEntries().isEmpty());
        // The filter holds for it, too.
        m_journey->window().stores().findChild<QLineEdit *>(u"pathEdit"_s)->setText(u"no such"_s);
        QTRY_VERIFY(!ghost(u"gone.md"_s).isValid());
        m_journey->window().stores().findChild<QLineEdit *>(u"pathEdit"_s)->setText(u"gone"_s);
        QTRY_VERIFY(ghost(u"gone.md"_s).isValid());
        m_journey->action("stores.ghosts")->setChecked(false);
        QVERIFY(!ghost(u"gone.md"_s).isValid());
    }

    void isMadeAgainFromWhatIsRead()
    {
        showThem();
        QTRY_VERIFY(ghost(u"gone.md"_s).isValid());
        Journey::click(tree(), ghost(u"gone.md"_s));
        QTRY_VERIFY(m_journey->window().entry().showsVersion());
        QVERIFY(Journey::press(m_journey->window().entry(), u"Recreate…"_s));
        QTRY_VERIFY(m_journey->dialog<dialogs::NewEntryDialog>());
        QVERIFY(Journey::press(*m_journey->dialog<dialogs::NewEntryDialog>(), u"Create"_s));
        QTRY_VERIFY(m_agent->read(m_store, u"ghosts/gone.md"_s));
        QCOMPARE(*m_agent->read(m_store, u"ghosts/gone.md"_s)->content, QByteArray("last words\n"));
    }

    //! More than are shown at once: the words say so, and the filter of paths finds the others.
    void thereIsALimit()
    {
        constexpr int many = controllers::Ghosts::mostKept + 5;
        static_assert(controllers::Ghosts::mostShown < controllers::Ghosts::mostKept);
        const qint64 begin = QDateTime::currentMSecsSinceEpoch() * 1000 - 86'400LL * 1'000'000;
        QList<core::Version> versions;
        for (int n = 0; n < many; ++n) {
            core::Version one;
            one.id.value = u"memver_%1"_s.arg(n, 32, 16, QChar(u'0'));
            one.store = m_store;
            one.entry.value = u"mem_%1"_s.arg(n, 32, 16, QChar(u'0'));
            one.path = u"many/%1.md"_s.arg(n, 5, 10, QChar(u'0'));
            one.action = core::Action::Deleted;
            one.createdAt = core::Timestamp::fromMicroseconds(begin + n);
            versions.append(one);
        }
        bool put = false;
        m_journey->session()->history()->index().put(m_store, versions, core::Timestamp::fromMicroseconds(begin)).then(this, [&put](const auto &) { put = true; });
        QTRY_VERIFY(put);
        showThem();
        QTRY_VERIFY2(coverage().contains(u"2,000 of 20,007 deleted entries are shown; filter paths to see others."_s), qPrintable(coverage()));
        QCOMPARE(ghosts(), controllers::Ghosts::mostShown);
        auto *filter = m_journey->window().stores().findChild<QLineEdit *>(u"pathEdit"_s);
        filter->setText(u"many/1998"_s); // far below those that are shown
        QTRY_VERIFY2(coverage().contains(u"10 deleted entries."_s), qPrintable(coverage()));
        QCOMPARE(ghosts(), 10);
        filter->clear();
        QTRY_COMPARE(ghosts(), controllers::Ghosts::mostShown);
    }

    void isMadeAgain()
    {
        showThem();
        QTRY_VERIFY(ghost(u"gone.md"_s).isValid());
        QVERIFY(!m_journey->action("entry.recreate")->isEnabled());
        Journey::click(tree(), ghost(u"gone.md"_s));
        QTRY_VERIFY(m_journey->action("entry.recreate")->isEnabled());
        m_journey->action("entry.recreate")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::NewEntryDialog>());
        auto *sheet = m_journey->dialog<dialogs::NewEntryDialog>();
        QVERIFY(Journey::says(*sheet, u"The entry gets a new id and a new history. Its old versions stay with the deleted entry."_s));
        QCOMPARE(sheet->findChild<QLineEdit *>(u"pathEdit"_s)->text(), u"ghosts/gone.md"_s);
        QVERIFY(Journey::press(*sheet, u"Create"_s));
        QTRY_VERIFY(m_agent->read(m_store, u"ghosts/gone.md"_s));
        const auto back = m_agent->read(m_store, u"ghosts/gone.md"_s);
        QCOMPARE(*back->content, QByteArray("last words\n"));
        // The ghost stays: it was another entry. Once more is refused, for the path is taken.
        QTRY_VERIFY(m_journey->session()->entries(m_store).findPath(u"ghosts/gone.md"_s));
        QTRY_VERIFY(Journey::texts(tree()).count(u"gone.md"_s) == 2);
        const QModelIndex folder = Journey::row(tree(), u"ghosts"_s);
        const QModelIndex again = tree()->model()->index(1, 0, folder);
        QCOMPARE(again.data(models::NodeKindRole).value<models::NodeKind>(), models::NodeKind::Ghost);
        Journey::click(tree(), again);
        QTRY_VERIFY(m_journey->action("entry.recreate")->isEnabled());
        m_journey->action("entry.recreate")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::NewEntryDialog>());
        sheet = m_journey->dialog<dialogs::NewEntryDialog>();
        QPushButton *create = Journey::button(*sheet, u"Create"_s);
        QVERIFY(create);
        QTRY_VERIFY(!create->isEnabled());
        sheet->reject();
    }
};

QTEST_MAIN(TestJourneyGhosts)
#include "tst_journey_ghosts.moc"
