// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "support/faultserver.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/dialogs/mergedialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/widgets/texteditor.h"

#include <QPushButton>
#include <QRegularExpression>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

//! Promise B8 in the window: a service that does not heed the lock is noticed, and what was gone over comes back.
class TestJourneyLock : public QObject
{
    Q_OBJECT
private slots:
    void theirsComeBack();
    void theirsComeBackBesideWhatWasTyped();
};

namespace {

constexpr auto token = "pt-lock";

//! Passes a request on; blocks, which is fine: the service has threads of its own.
QByteArray forward(quint16 port, const support::Arrival &arrival, const QByteArray &body)
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, port);
    if (!socket.waitForConnected(5000))
        qFatal("the service is not there");
    QByteArray request = arrival.method + ' ' + arrival.target + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port)
        + "\r\nAuthorization: Bearer " + token + "\r\nConnection: close\r\n";
    if (arrival.method != "GET")
        request += "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    socket.write(request + "\r\n" + body);
    QByteArray reply;
    while (socket.waitForReadyRead(5000) || socket.bytesAvailable())
        reply += socket.readAll();
    return reply;
}

//! A service that knows no lock, and somebody who writes just before each of our saves.
void serveWithoutLock(support::FaultServer &front, quint16 port)
{
    front.setDefault([port](const support::Arrival &arrival) {
        QString body = QString::fromUtf8(arrival.body);
        if (arrival.method == "PUT") {
            support::Arrival theirs = arrival;
            forward(port, theirs, R"({"content":"theirs\n"})"); // just before ours
            body.remove(QRegularExpression(u",\\s*\"(version|content_sha256)\":\\s*(\\d+|\"[^\"]*\")"_s));
            body.remove(QRegularExpression(u"\"(version|content_sha256)\":\\s*(\\d+|\"[^\"]*\"),"_s));
        }
        return forward(port, arrival, body.toUtf8());
    });
}

bool openPlan(Journey &journey, const support::FaultServer &front)
{
    if (!journey.openRemote(front.baseUrl(), token))
        return false;
    const core::StoreId store = journey.session()->stores().stores().first().id;
    session::EntryList &list = journey.session()->entries(store);
    list.load();
    if (!support::eventually([&] { return list.findPath(u"notes/plan.md"_s) != nullptr; }))
        return false;
    journey.workbench().navigator().go({store, list.findPath(u"notes/plan.md"_s)->id, {}});
    return support::eventually([&] { return journey.workbench().entryController().base().has_value(); });
}

QPushButton *restoreButton(Journey &journey)
{
    for (QPushButton *one : journey.window().entry().findChildren<QPushButton *>()) {
        if (one->isVisible() && one->text().remove(u'&') == u"Restore Theirs"_s)
            return one;
    }
    return nullptr;
}

core::Result<std::unique_ptr<service::Service>> startSample(const QString &data)
{
    const auto imported = service::importStores(data, Journey::sampleStore());
    if (!imported)
        return imported.error();
    service::Options options;
    options.dataDirectory = data;
    options.token = token;
    return service::Service::start(options);
}

} // namespace

void TestJourneyLock::theirsComeBack()
{
    QTemporaryDir folder;
    const auto service = startSample(folder.path() + u"/data"_s);
    QVERIFY(service);
    support::FaultServer front;
    serveWithoutLock(front, (*service)->port());

    Journey journey;
    QVERIFY(openPlan(journey, front));
    QTest::keyClicks(journey.window().entry().editor(), u"mine "_s);
    journey.action("entry.save")->trigger();

    QTRY_VERIFY(restoreButton(journey));
    QCOMPARE(journey.window().entry().editor()->bytes(), "mine Plan A\n");
    QTest::mouseClick(restoreButton(journey), Qt::LeftButton);
    QTRY_COMPARE(journey.window().entry().editor()->bytes(), "theirs\n");
    QVERIFY(journey.window().isWindowModified()); // an edit like any other
}

//! Typed on before *Restore Theirs*: neither text goes, both are shown.
void TestJourneyLock::theirsComeBackBesideWhatWasTyped()
{
    QTemporaryDir folder;
    const auto service = startSample(folder.path() + u"/data"_s);
    QVERIFY(service);
    support::FaultServer front;
    serveWithoutLock(front, (*service)->port());
    Journey journey;
    QVERIFY(openPlan(journey, front));
    QTest::keyClicks(journey.window().entry().editor(), u"mine "_s);
    journey.action("entry.save")->trigger();
    QTRY_VERIFY(restoreButton(journey));
    QTest::keyClicks(journey.window().entry().editor(), u"more "_s);
    QTest::mouseClick(restoreButton(journey), Qt::LeftButton);
    QTRY_VERIFY(journey.dialog<dialogs::MergeDialog>());
    const dialogs::MergeFacts facts = journey.dialog<dialogs::MergeDialog>()->facts();
    QVERIFY(facts.restored);
    QCOMPARE(facts.theirs, QByteArray("theirs\n"));
    QCOMPARE(facts.mine, QByteArray("mine more Plan A\n"));
    QCOMPARE(facts.base, QByteArray("mine Plan A\n"));
    journey.dialog<dialogs::MergeDialog>()->reject();
    QCOMPARE(journey.window().entry().editor()->bytes(), "mine more Plan A\n");
}

QTEST_MAIN(TestJourneyLock)
#include "tst_journey_lock.moc"
