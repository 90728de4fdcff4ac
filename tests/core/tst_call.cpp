// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/background.h"
#include "core/call.h"

#include <QTest>
#include <QThread>

using core::Call;
using core::Error;
using core::ErrorKind;
using core::Promise;
using core::Result;

class TestCall : public QObject
{
    Q_OBJECT
private slots:
    void aReadyCallIsDeliveredFromTheEventLoop()
    {
        int seen = 0;
        core::ready<int>(7).then(this, [&](const Result<int> &result) { seen = *result; });
        QCOMPARE(seen, 0);
        QTRY_COMPARE(seen, 7);
    }

    void aResultIsDeliveredOnce()
    {
        Promise<int> promise;
        QList<int> seen;
        promise.call().then(this, [&](const Result<int> &result) { seen.append(*result); });
        promise.resolve(1);
        promise.resolve(2);
        QTRY_COMPARE(seen, QList<int>({1}));
        QCoreApplication::processEvents();
        QCOMPARE(seen.size(), 1);
    }

    void nothingIsDeliveredToADeadContext()
    {
        Promise<int> promise;
        bool delivered = false;
        bool later = false;
        {
            QObject context;
            promise.call().then(&context, [&](const Result<int> &) { delivered = true; });
            promise.resolve(1);
        }
        core::ready<int>(2).then(this, [&](const Result<int> &) { later = true; });
        QTRY_VERIFY(later);
        QVERIFY(!delivered);
    }

    void cancelReachesTheWork()
    {
        Promise<int> promise;
        int stops = 0;
        promise.onCancel([&] {
            ++stops;
            promise.resolve(Error{ErrorKind::Cancelled, {}});
        });
        Call<int> call = promise.call();
        std::optional<ErrorKind> kind;
        call.then(this, [&](const Result<int> &result) { kind = result.error().kind; });
        call.cancel();
        call.cancel();
        QTRY_VERIFY(kind.has_value());
        QCOMPARE(*kind, ErrorKind::Cancelled);
        QCOMPARE(stops, 1);
    }

    void cancelAfterTheResultDoesNothing()
    {
        Promise<int> promise;
        bool stopped = false;
        promise.onCancel([&] { stopped = true; });
        promise.resolve(1);
        promise.call().cancel();
        QVERIFY(!stopped);
    }

    void anAbandonedCallIsStoppedAndSilent()
    {
        Promise<int> promise;
        bool stopped = false;
        bool delivered = false;
        promise.onCancel([&] { stopped = true; });
        Call<int> call = promise.call();
        call.then(this, [&](const Result<int> &) { delivered = true; });
        call.abandon();
        QVERIFY(stopped);
        QVERIFY(!call.isValid());
        promise.resolve(1);
        QCoreApplication::processEvents();
        QVERIFY(!delivered);
    }

    //! Handler and stop may hold the call itself: nobody else could open that circle.
    void aPromiseThatIsDroppedLetsTheHandlerGo()
    {
        auto held = std::make_shared<int>(1);
        Call<int> call;
        {
            Promise<int> promise;
            call = promise.call();
            call.then(this, [held, call](const Result<int> &) { });
            Promise<int> copy = promise;
        }
        QCOMPARE(held.use_count(), 1);
    }

    void aDeliveryThatNeverRanLetsTheHandlerGo()
    {
        auto held = std::make_shared<int>(1);
        {
            Promise<int> promise;
            Call<int> call = promise.call();
            call.then(this, [held, call](const Result<int> &) { });
            promise.resolve(1);
        }
        QCOMPARE(held.use_count(), 2);
        QCoreApplication::removePostedEvents(QCoreApplication::instance());
        QCOMPARE(held.use_count(), 1);
    }

    void aWorkerDeliversInTheApplicationsThread()
    {
        QThreadPool pool;
        QThread *worker = nullptr;
        QThread *receiver = nullptr;
        auto call = core::inBackground<int>(pool, [&](const core::CancelFlag &) -> Result<int> {
            worker = QThread::currentThread();
            return 3;
        });
        call.then(this, [&](const Result<int> &) { receiver = QThread::currentThread(); });
        QTRY_VERIFY(receiver);
        QCOMPARE(receiver, thread());
        QVERIFY(worker != receiver);
    }

    void aWorkerSeesThatItIsCancelled()
    {
        QThreadPool pool;
        std::optional<ErrorKind> kind;
        auto call = core::inBackground<int>(pool, [](const core::CancelFlag &cancel) -> Result<int> {
            while (!cancel.isSet())
                QThread::yieldCurrentThread();
            return Error{ErrorKind::Cancelled, {}};
        });
        call.then(this, [&](const Result<int> &result) { kind = result.error().kind; });
        call.cancel();
        QTRY_VERIFY(kind == ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestCall)
#include "tst_call.moc"
