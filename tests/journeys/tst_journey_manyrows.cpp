// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"
#include "support/knownpast.h"
#include "support/loopwatch.h"

#include "models/activitymodel.h"
#include "models/roles.h"
#include "session/historykeeper.h"
#include "ui/panels/activitypanel.h"
#include "ui/panels/pastpanel.h"
#include "ui/panels/tabspanel.h"
#include "ui/widgets/barchart.h"
#include "ui/widgets/rowlist.h"

#include <QAbstractProxyModel>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

//! *Activity* over as many rows as there may be: scrolled to the last one, filtered and brushed, while nothing keeps the
//! window from its event loop. The answers are held against the generator's own record. 30,000 rows; with
//! PALIMPSEST_TEST_SIZE=2 200,000, with 3 a million; PALIMPSEST_TEST_RECORDS for any other number.
class TestJourneyManyRows : public QObject
{
    Q_OBJECT

    static constexpr int patience = 600'000;

    std::unique_ptr<Elsewhere> m_service;
    std::unique_ptr<Journey> m_journey;
    support::KnownPast m_past;
    core::StoreId m_store;

    panels::ActivityPanel &panel() const { return m_journey->window().activity(); }
    widgets::RowList *list() const { return panel().view(); }
    QString matches() const { return panel().findChild<QLabel *>(u"matchLabel"_s)->text(); }
    int rows() const { return list()->model()->rowCount(); }
    const models::ActivityModel &model() const
    {
        return *qobject_cast<models::ActivityModel *>(qobject_cast<QAbstractProxyModel *>(list()->model())->sourceModel());
    }
    QString pathAt(int row) const { return list()->model()->index(row, 0).data(models::PathRole).toString(); }
    QString state() const
    {
        return u"rows from %1, %2 blocks at hand, loading: %3, %4"_s.arg(list()->firstVisibleRow()).arg(model().blocksAtHand())
            .arg(model().isLoading()).arg(model().error() ? model().error()->detail : u"no error"_s);
    }
    QString oldestPath() const { return m_past.paths.at(m_past.versions.constFirst().entry); }

    static int wanted()
    {
        if (const int records = qEnvironmentVariableIntValue("PALIMPSEST_TEST_RECORDS"); records > 0)
            return records;
        const int size = qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE");
        return size >= 3 ? 1'000'000 : size == 2 ? 200'000 : 30'000;
    }
    //! A past that was read before: put into the index, not through HTTP. Few pages are on their way at a time.
    void fill()
    {
        constexpr int page = 5'000;
        constexpr int mostUnderWay = 3;
        int underWay = 0;
        bool well = true;
        const core::Timestamp now = core::Timestamp::fromDateTime(QDateTime::currentDateTimeUtc());
        for (qsizetype at = m_past.versions.size(); at > 0;) {
            QList<core::Version> versions;
            for (int i = 0; i < page && at > 0; ++i)
                versions.append(m_past.record(--at, m_store));
            ++underWay;
            m_journey->session()->history()->index().put(m_store, versions, now).then(this, [&](const auto &put) {
                well = well && put;
                --underWay;
            });
            QTRY_VERIFY_WITH_TIMEOUT(underWay < mostUnderWay, patience);
        }
        QTRY_COMPARE_WITH_TIMEOUT(underWay, 0, patience);
        QVERIFY(well);
    }
    qint64 countOf(const std::function<bool(const support::KnownVersion &)> &fits) const
    {
        return std::count_if(m_past.versions.cbegin(), m_past.versions.cend(), fits);
    }
    qint64 inFolder(const QString &folder) const
    {
        return countOf([&](const support::KnownVersion &each) { return m_past.paths.at(each.entry).startsWith(folder); });
    }
    bool showsCount(qint64 count) const
    {
        return matches().startsWith(u"%1 of "_s.arg(QLocale().toString(count)));
    }
    void filterPath(const QString &path) const
    {
        auto *edit = panel().findChild<QLineEdit *>(u"pathEdit"_s);
        edit->setText(path);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    void clearFilters() const { panel().findChild<QToolButton *>(u"clearButton"_s)->click(); }

    //! The longest turns of the window's thread while something was done; processor time is what is judged.
    static void judge(support::LoopWatch &watch, const char *what)
    {
        qInfo("%s: longest turn %.1f ms of a processor, %.1f ms away", what, watch.longestWorkMs(), watch.longestAwayMs());
        QVERIFY2(watch.longestWorkMs() < 50 * support::slowness(), qPrintable(u"%1 ms"_s.arg(watch.longestWorkMs())));
    }

private slots:
    void initTestCase()
    {
        m_past = support::KnownPast::make(wanted(), 3);
        m_service = std::make_unique<Elsewhere>(wire::profileS());
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openRemote(m_service->baseUrl(), Elsewhere::token));
        m_store = m_journey->session()->stores().stores().first().id;
        m_journey->workbench().navigator().go({m_store, {}, {}});
        QTRY_VERIFY(m_journey->session()->history()->coverage(m_store).complete);
        fill();
        m_journey->action("view.activity")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(list()->isVisible() && rows() >= models::ActivityModel::blockSize, patience);
        panel().grab(); // what is made once, at the first look
    }
    void cleanupTestCase()
    {
        m_journey.reset();
        m_service.reset();
    }

    void scrolledToTheLastRow()
    {
        const int before = int(m_journey->session()->history()->coverage(m_store).records);
        {
            support::LoopWatch watch;
            panel().focusView();
            QSignalSpy grew(list()->model(), &QAbstractItemModel::rowsInserted);
            while (!model().isComplete()) {
                const int shown = rows();
                list()->verticalScrollBar()->setValue(list()->verticalScrollBar()->maximum());
                if (rows() == shown && !model().isComplete())
                    QVERIFY(grew.wait(patience));
                QTest::keyClick(list(), Qt::Key_PageDown);
            }
            judge(watch, "to the last row");
        }
        QCOMPARE(rows(), int(m_past.versions.size()) + before);
        // To the end, to the top and into the middle, at once.
        support::LoopWatch watch;
        QTest::keyClick(list(), Qt::Key_End);
        QTRY_COMPARE(pathAt(rows() - 1), oldestPath());
        QTest::keyClick(list(), Qt::Key_Home);
        QTRY_VERIFY2(!pathAt(0).isEmpty(), qPrintable(state()));
        for (const double share : {0.5, 0.9, 0.1, 0.7}) {
            list()->verticalScrollBar()->setValue(int(list()->verticalScrollBar()->maximum() * share));
            QTRY_VERIFY2(!pathAt(list()->firstVisibleRow()).isEmpty(), qPrintable(state()));
            panel().grab();
        }
        judge(watch, "from place to place");
        // However many rows there are, few records are in memory.
        QVERIFY(model().blocksAtHand() <= models::ActivityModel::mostBlocks);
        QVERIFY(m_journey->session()->versions(m_store).versions().size() <= session::VersionLog::mostRecords);
    }

    void filtered()
    {
        const qint64 expected = inFolder(u"agents/research/"_s);
        support::LoopWatch watch;
        filterPath(u"agents/research/"_s);
        QTRY_VERIFY2_WITH_TIMEOUT(showsCount(expected), qPrintable(matches()), patience);
        QTRY_VERIFY(pathAt(0).startsWith(u"agents/research/"_s));
        for (int i = 0; i < 20 && !model().isComplete(); ++i) {
            const int shown = rows();
            list()->verticalScrollBar()->setValue(list()->verticalScrollBar()->maximum());
            QTRY_VERIFY_WITH_TIMEOUT(rows() > shown || model().isComplete(), patience);
        }
        clearFilters();
        QTRY_VERIFY_WITH_TIMEOUT(rows() >= models::ActivityModel::blockSize, patience);
        judge(watch, "filtered");
    }

    void whatFitsNothingHoldsNothingUp()
    {
        const qint64 expected = inFolder(u"用户/"_s);
        support::LoopWatch watch;
        for (int i = 0; i < 20; ++i) {
            filterPath(u"no/such/*/%1?.md"_s.arg(i)); // each would go over all records three times
            QCoreApplication::processEvents();
        }
        filterPath(u"用户/"_s);
        QElapsedTimer timer;
        timer.start();
        QTRY_VERIFY2_WITH_TIMEOUT(showsCount(expected), qPrintable(matches()), patience);
        qInfo("answered %lld ms after 20 questions that nobody waits for any more", timer.elapsed());
        filterPath(u"no/such/*.md"_s);
        QTRY_VERIFY2_WITH_TIMEOUT(showsCount(0), qPrintable(matches()), patience);
        QTRY_COMPARE_WITH_TIMEOUT(rows(), 0, patience);
        clearFilters();
        QTRY_VERIFY_WITH_TIMEOUT(rows() >= models::ActivityModel::blockSize, patience);
        judge(watch, "a glob that fits nothing");
    }

    void brushed()
    {
        widgets::BarChart *chart = panel().chart();
        QTRY_VERIFY_WITH_TIMEOUT(chart->scaleTop() > 0, patience);
        const auto expected = [&] {
            const qint64 from = core::Timestamp::fromDateTime(chart->brush()->from.toUTC()).microseconds();
            const qint64 to = core::Timestamp::fromDateTime(chart->brush()->to.toUTC()).microseconds();
            return countOf([&](const support::KnownVersion &each) { return each.at >= from && each.at < to; });
        };
        {
            support::LoopWatch watch;
            const QRect whole = chart->rect();
            QTest::mousePress(chart, Qt::LeftButton, {}, {whole.width() / 3, whole.height() / 2});
            for (int x = whole.width() / 3; x < whole.width() / 2; x += 8)
                QTest::mouseMove(chart, {x, whole.height() / 2});
            QTest::mouseRelease(chart, Qt::LeftButton, {}, {whole.width() / 2, whole.height() / 2});
            QTRY_VERIFY(chart->brush());
            QTRY_VERIFY_WITH_TIMEOUT(!matches().isEmpty() && rows() > 0, patience);
            judge(watch, "brushed");
        }
        QVERIFY(expected() > 0 && expected() < m_past.versions.size());
        QTRY_VERIFY2_WITH_TIMEOUT(showsCount(expected()), qPrintable(matches()), patience);
        QTest::keyClick(chart, Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(matches().isEmpty() && rows() >= models::ActivityModel::blockSize, patience);
    }

    //! The slider over all of it: another moment with every pixel, and in the end the tree of the last one.
    void anyMomentOfThemAll()
    {
        panels::PastPanel &past = m_journey->window().past();
        const QAbstractItemModel *tree = past.tree()->model();
        {
            support::LoopWatch watch;
            m_journey->action("store.moment")->trigger();
            QTRY_VERIFY_WITH_TIMEOUT(past.isVisible() && tree->rowCount() > 0, patience);
            judge(watch, "the past is opened");
        }
        const auto entriesShown = [&] {
            qint64 entries = 0;
            for (int row = 0; row < tree->rowCount(); ++row) {
                const QModelIndex index = tree->index(row, 0);
                const bool folder = index.data(models::NodeKindRole).value<models::NodeKind>() == models::NodeKind::Folder;
                entries += folder ? index.data(models::CountRole).toLongLong() : 1;
            }
            return entries;
        };
        const QRect line = past.slider()->rect();
        for (const double share : {0.2, 0.5, 0.75}) {
            const QPoint there(int(line.width() * share), line.height() / 2);
            const core::Timestamp moment = core::Timestamp::fromDateTime(past.slider()->momentAt(there.x()).toUTC());
            const qint64 expected = m_past.standingAt(moment.microseconds()).size();
            support::LoopWatch watch;
            QTest::mousePress(past.slider(), Qt::LeftButton, {}, {line.width() - 20, there.y()});
            for (int x = line.width() - 20; x > there.x(); x -= 15) {
                QTest::mouseMove(past.slider(), {x, there.y()});
                QMouseEvent drag(QEvent::MouseMove, QPoint(x, there.y()), past.slider()->mapToGlobal(QPoint(x, there.y())), Qt::NoButton,
                                 Qt::LeftButton, {});
                QCoreApplication::sendEvent(past.slider(), &drag);
                QCoreApplication::processEvents();
            }
            QTest::mouseRelease(past.slider(), Qt::LeftButton, {}, there);
            QTest::mouseClick(past.slider(), Qt::LeftButton, {}, there);
            QTRY_COMPARE_WITH_TIMEOUT(entriesShown(), expected, patience);
            judge(watch, "dragged through the past");
        }
        m_journey->action("view.activity")->trigger();
    }

    void takesLittleMemory()
    {
        m_past = {};
        QFile status(u"/proc/self/status"_s);
        if (!status.open(QIODevice::ReadOnly))
            QSKIP("this system does not tell");
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith("VmRSS") || line.startsWith("RssAnon"))
                qInfo("%s", line.constData());
        }
    }
};

QTEST_MAIN(TestJourneyManyRows)
#include "tst_journey_manyrows.moc"
