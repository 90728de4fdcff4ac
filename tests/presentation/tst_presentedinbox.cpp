// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/index.h"
#include "history/reviews.h"
#include "models/activitymodel.h"
#include "support/knownpast.h"
#include "support/quickfolder.h"
#include "support/waiting.h"
#include "ui/presentation/presentedinbox.h"

#include <QAbstractItemModelTester>
#include <QIcon>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <random>

using namespace Qt::StringLiterals;
using presentation::InboxFacts;
using presentation::PresentedInbox;

namespace {

const core::StoreId store{u"memstore_one"_s};
const core::Timestamp readAt = core::Timestamp::fromMicroseconds(1'790'000'000'000'000);

} // namespace

//! The rows of the inbox: those of history::Reviews, in order, however they come and go; and what stands out, in words.
class TestPresentedInbox : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder{support::quickFolder()};
    core::SystemClock m_clock;

    static core::Call<history::Block> read(history::Reviews &reviews, const history::FeedQuery &query, bool unreadOnly)
    {
        core::Promise<history::Block> promise;
        reviews.feed({query.store, unreadOnly, false, query.from, query.limit})
            .then(qApp, [promise](const core::Result<history::ReviewBlock> &answer) {
                promise.resolve(answer ? core::Result<history::Block>(answer->block) : answer.error());
            });
        return promise.call();
    }

private slots:
    void rowsFollowWhatIsReviewed_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("200") << 200;
        QTest::newRow("1,500") << 1500; // more than a block
        if (qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE") >= 2)
            QTest::newRow("20,000") << 20'000;
    }

    void rowsFollowWhatIsReviewed()
    {
        QFETCH(int, size);
        const support::KnownPast past = support::KnownPast::make(size, quint32(size));
        const QList<core::Version> all = past.records(store); // newest first
        const QString file = m_folder.filePath(u"%1/one.index"_s.arg(size));
        history::Index index(file);
        history::Reviews reviews(file);
        const qsizetype late = all.size() / 4; // written while somebody reviews
        QVERIFY(wait(index.put(store, all.mid(late), readAt)));
        QVERIFY(wait(reviews.begin(store, all.last().createdAt))->prepared);

        models::ActivityModel model;
        PresentedInbox shown(m_clock);
        shown.setSourceModel(&model);
        std::unique_ptr<QAbstractItemModelTester> tester;
        if (size <= models::ActivityModel::mostBlocks * models::ActivityModel::blockSize) { // of more some are let go without a word
            tester = std::make_unique<QAbstractItemModelTester>(&shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
            tester->setUseFetchMore(false);
        }
        model.setSource(store, [&reviews](const history::FeedQuery &query) { return read(reviews, query, true); });
        // A list looks again within the very signal that tells of the rows.
        const auto look = [&model] { model.setVisibleRows(0, 40); };
        connect(&model, &QAbstractItemModel::rowsRemoved, this, look);
        connect(&model, &QAbstractItemModel::rowsInserted, this, look);

        QSet<core::VersionId> reviewed;
        qsizetype first = late;
        const auto check = [&] {
            QList<core::VersionId> expected;
            for (qsizetype i = first; i < all.size(); ++i) {
                if (!reviewed.contains(all[i].id))
                    expected.append(all[i].id);
            }
            QTRY_VERIFY(!model.isLoading());
            while (model.canFetchMore({})) {
                model.fetchMore({});
                QTRY_VERIFY(!model.isLoading());
            }
            QTRY_COMPARE(shown.rowCount(), int(expected.size()));
            QVERIFY(model.blocksAtHand() <= models::ActivityModel::mostBlocks);
            for (int row = 0; row < shown.rowCount(); ++row) {
                if (const auto record = model.recordAt(model.index(row)))
                    QCOMPARE(record->version.id, expected[row]);
            }
        };
        check();
        std::mt19937 random(unsigned(size) + 1);
        for (int round = 0; round < 6; ++round) {
            history::ReviewTarget target;
            for (int i = 0; i < size / 20; ++i)
                target.versions.append(all[first + qsizetype(random() % unsigned(all.size() - first))].id);
            const auto step = wait(reviews.markReviewed(store, target));
            QVERIFY(step);
            model.noteChanged(step->oldest, step->newest);
            for (const core::VersionId &id : target.versions)
                reviewed.insert(id);
            check();
        }
        QVERIFY(wait(index.put(store, all.mid(0, late), readAt)));
        model.noteChanged(history::positionOf(all[late - 1]), history::positionOf(all.first()));
        first = 0;
        check();
        const auto rest = wait(reviews.markReviewed(store, {.upTo = history::positionOf(all.first())}));
        QVERIFY(rest);
        model.noteChanged(rest->oldest, rest->newest);
        const QSet<core::VersionId> before = reviewed;
        for (const core::Version &version : all)
            reviewed.insert(version.id);
        check();
        QCOMPARE(shown.rowCount(), 0);
        QVERIFY(wait(reviews.undo(store, *rest)));
        model.noteChanged(rest->oldest, rest->newest);
        reviewed = before;
        check();
    }

    void whatStandsOutIsSaidInWords()
    {
        QCOMPARE(presentation::inboxWords({}), QStringList());
        QCOMPARE(presentation::inboxWords({true, 1'040, 2, true, 3}),
                 (QStringList{u"looked at"_s, u"3 findings"_s, u"burst of 1,040"_s, u"unusual hour"_s}));
        QCOMPARE(presentation::inboxWords({false, 0, 0, false, 1}), QStringList{u"1 finding"_s});
    }

    void aRowSaysItToEverybody()
    {
        const QString file = m_folder.filePath(u"words/one.index"_s);
        history::Index index(file);
        history::Reviews reviews(file);
        const support::KnownPast past = support::KnownPast::make(3, 1);
        QVERIFY(wait(index.put(store, past.records(store), readAt)));
        QVERIFY(wait(reviews.begin(store, core::Timestamp::fromMicroseconds(0))));
        models::ActivityModel model;
        PresentedInbox shown(m_clock);
        shown.setSourceModel(&model);
        model.setSource(store, [&reviews](const history::FeedQuery &query) { return read(reviews, query, false); });
        model.fetchMore({});
        QTRY_VERIFY(shown.rowCount() >= 3);
        const QString usual = shown.index(0, 0).data(PresentedInbox::SecondLineRole).toString();
        const qsizetype signs = shown.index(0, 0).data(PresentedInbox::SignsRole).value<QList<QIcon>>().size();
        shown.setFacts([](const QModelIndex &row) { return row.row() == 0 ? InboxFacts{true, 40, 2, true, 2} : InboxFacts{}; });
        const QModelIndex first = shown.index(0, 0);
        QCOMPARE(first.data(PresentedInbox::SecondLineRole).toString(), u"looked at · 2 findings · burst of 40 · unusual hour · "_s + usual);
        QVERIFY(first.data(Qt::AccessibleTextRole).toString().endsWith(u", looked at, 2 findings, burst of 40, unusual hour"_s));
        const QString tip = first.data(Qt::ToolTipRole).toString();
        for (const QString &words : {u"It was looked at."_s, u"one of 40 writes in a burst; usual here, when anything is written, are 2 in ten minutes."_s,
                                     u"at which this store is usually quiet."_s, u"The scan found 2 things in its text."_s})
            QVERIFY2(tip.contains(words), qPrintable(tip));
        QCOMPARE(first.data(PresentedInbox::SignsRole).value<QList<QIcon>>().size(), signs + 4);
        QVERIFY(!shown.index(1, 0).data(PresentedInbox::SecondLineRole).toString().contains(u"looked at"_s));
    }
};

QTEST_MAIN(TestPresentedInbox)
#include "tst_presentedinbox.moc"
