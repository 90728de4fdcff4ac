// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"
#include "journey.h"
#include "support/faultserver.h"

#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/entrytabs.h"
#include "ui/controllers/headwatch.h"
#include "ui/controllers/sessionhost.h"
#include "ui/dialogs/unsaveddialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/texteditor.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;

namespace {

QByteArray storeJson()
{
    return R"({"id":"memstore_1","type":"memory_store","name":"notes","description":"d","status":"active",
    "entry_count":1,"total_size":4,"metadata":{},"created_at":"2026-05-18T15:33:49.449264Z",
    "updated_at":"2026-05-18T15:33:49.449264Z"})";
}

QByteArray page(const QByteArray &items)
{
    return R"({"data":[)" + items + R"(],"first_id":null,"last_id":null,"has_more":false})";
}

QByteArray refusal(int status, const QByteArray &type)
{
    return support::json(status, R"({"error":{"message":"server words","type":")" + type + R"("},"type":"error"})");
}

//! One store with one entry, which two tokens of one account show and a third one, of another account, does not.
class TwoAccounts
{
public:
    TwoAccounts()
    {
        server.setDefault([this](const support::Arrival &arrival) { return reply(arrival); });
    }

    support::FaultServer server;
    QByteArray text = "old\n";
    bool firstIsDead = false;
    int deadArrivals = 0;
    int writes = 0;

private:
    [[nodiscard]] QByteArray entry(bool withText) const
    {
        return R"({"id":"mem_1","type":"memory","store_id":"memstore_1","path":"a.md","size":)"
            + QByteArray::number(text.size()) + R"(,"content_sha256":")" + core::sha256Hex(text).toLatin1()
            + R"(","version":)" + QByteArray::number(1 + writes) + R"(,"metadata":{},)"
            + (withText ? R"("content":")" + QByteArray(text).replace('\n', "\\n") + "\"," : QByteArray())
            + R"("created_at":"2026-05-18T15:34:26.494349Z","updated_at":"2026-05-18T15:34:2)"
            + QByteArray::number(6 + writes) + R"(.494349Z"})";
    }

    QByteArray reply(const support::Arrival &arrival)
    {
        const QByteArray path = arrival.path();
        const QByteArray bearer = arrival.header("Authorization");
        if (bearer == "Bearer pt-first" && firstIsDead) {
            ++deadArrivals;
            return refusal(401, "TOKEN_INVALID");
        }
        if (bearer == "Bearer pt-other") {
            if (path.endsWith("/memory_stores"))
                return support::json(200, page({}));
            return refusal(404, "not_found_error");
        }
        if (path.endsWith("/memory_stores"))
            return support::json(200, page(storeJson()));
        if (path.endsWith("/memory_stores/memstore_1"))
            return support::json(200, storeJson());
        if (path.endsWith("/memories"))
            return support::json(200, page(entry(false)));
        if (arrival.method == "PUT" || arrival.method == "POST") {
            ++writes;
            text = "mine old\n";
            return support::json(200, entry(true));
        }
        if (path.endsWith("/memories/mem_1"))
            return support::json(200, entry(true));
        if (path.endsWith("/versions"))
            return support::json(200, page({}));
        return refusal(404, "not_found_error");
    }
};

} // namespace

//! Promise A5: the token dies while somebody writes. Nothing is lost, nothing goes on by itself, and nothing is written
//! with a token that does not show the same store and entry.
class TestJourneyToken : public QObject
{
    Q_OBJECT

    std::unique_ptr<TwoAccounts> m_service;
    std::unique_ptr<Journey> m_journey;

    panels::EntryPanel &panel() { return m_journey->window().entry(); }

    QPushButton *button(const QString &text)
    {
        for (auto *candidate : m_journey->window().findChildren<QPushButton *>()) {
            if (candidate->isVisible() && candidate->text().remove(u'&') == text)
                return candidate;
        }
        return nullptr;
    }
    bool says(const QString &text)
    {
        const auto labels = m_journey->window().findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }
    void give(const QByteArray &token)
    {
        controllers::SessionHost &host = m_journey->workbench().sessions();
        host.useToken(host.current(), *api::Token::make(token));
    }

private slots:
    void init()
    {
        m_service = std::make_unique<TwoAccounts>();
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openRemote(m_service->server.baseUrl(), "pt-first"));
        m_journey->workbench().navigator().go({{u"memstore_1"_s}, {u"mem_1"_s}, {}});
        QTRY_VERIFY(m_journey->workbench().entryController().base());
        QTest::keyClicks(panel().editor(), u"mine "_s);
        QTRY_COMPARE(m_journey->session()->client().inFlight(), 0);
    }
    void cleanup()
    {
        m_journey.reset();
        m_service.reset();
    }

    void theSaveGoesOnOnThePersonsWord()
    {
        QSignalSpy asked(&m_journey->workbench().sessions(), &controllers::SessionHost::unauthorized);
        m_service->firstIsDead = true;
        m_journey->action("entry.save")->trigger();
        QTRY_VERIFY(button(u"New Token…"_s));
        QCOMPARE(panel().editedBytes(), QByteArray("mine old\n"));
        QCOMPARE(asked.size(), 1);
        QTRY_VERIFY(m_journey->action("entry.save")->isEnabled()); // the first save has ended
        QTRY_COMPARE(m_journey->session()->client().inFlight(), 0);
        const int dead = m_service->deadArrivals;
        m_journey->action("entry.save")->trigger(); // once more with the dead one: nothing is sent, and it is said again
        QTRY_VERIFY(m_journey->action("entry.save")->isEnabled());
        QTRY_VERIFY(button(u"New Token…"_s));
        QCOMPARE(panel().editedBytes(), QByteArray("mine old\n"));
        QCOMPARE(m_service->deadArrivals, dead);

        give("pt-second");
        QTRY_VERIFY(button(u"Save Now"_s));
        QVERIFY(says(u"store and entry are the same"_s));
        QTRY_COMPARE(m_journey->session()->client().inFlight(), 0);
        QCOMPARE(m_service->writes, 0); // not by itself
        QTest::mouseClick(button(u"Save Now"_s), Qt::LeftButton);
        QTRY_COMPARE(m_service->writes, 1);
        QTRY_VERIFY(!panel().isModified());
        QCOMPARE(asked.size(), 1);
    }

    void anotherAccountIsRefused()
    {
        m_service->firstIsDead = true;
        m_journey->action("entry.save")->trigger();
        QTRY_VERIFY(button(u"New Token…"_s));
        give("pt-other");
        QTRY_VERIFY(says(u"With the new token this entry is not found"_s));
        QCOMPARE(panel().editedBytes(), QByteArray("mine old\n"));
        QVERIFY(!button(u"Save Now"_s));
        QVERIFY(!says(u"This entry was deleted"_s)); // nobody knows that
        QTRY_COMPARE(m_journey->session()->client().inFlight(), 0);
        m_journey->action("entry.save")->trigger();
        QTRY_COMPARE(m_journey->session()->client().inFlight(), 0);
        QCOMPARE(m_service->writes, 0);
        QVERIFY(panel().isModified());
        QVERIFY(button(u"Save a Copy Elsewhere…"_s));
        // The right one after all.
        give("pt-second");
        QTRY_VERIFY(button(u"Save Now"_s));
        QVERIFY(!says(u"With the new token this entry is not found"_s));
        QTest::mouseClick(button(u"Save Now"_s), Qt::LeftButton);
        QTRY_COMPARE(m_service->writes, 1);
    }

    //! Without a save that waits: the next one looks first.
    void aTokenOfAnotherAccountBeforeTheFirstSave()
    {
        give("pt-other");
        QTRY_COMPARE(m_journey->session()->client().inFlight(), 0);
        m_journey->action("entry.save")->trigger();
        QTRY_VERIFY(says(u"With the new token this entry is not found"_s));
        QCOMPARE(m_service->writes, 0);
        QCOMPARE(panel().editedBytes(), QByteArray("mine old\n"));
    }

    //! What looks at the head by itself must not call it deleted.
    void theWatchDoesNotCallItDeleted()
    {
        give("pt-other");
        using namespace std::chrono_literals;
        m_journey->workbench().headWatch().setInterval(20ms);
        QTRY_VERIFY(says(u"With the new token this entry is not found"_s));
        QVERIFY(!says(u"This entry was deleted"_s));
    }

    //! *Save* in the question about unsaved text asks the new token, too.
    void savingOnTheWayOutLooksFirst()
    {
        give("pt-other");
        m_journey->action("tab.close")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::UnsavedDialog>());
        emit m_journey->dialog<dialogs::UnsavedDialog>()->saveRequested();
        QTRY_VERIFY(!m_journey->dialog<dialogs::UnsavedDialog>());
        QTRY_VERIFY(says(u"With the new token this entry is not found"_s));
        QCOMPARE(m_service->writes, 0);
        QCOMPARE(panel().editedBytes(), QByteArray("mine old\n"));
    }
};

QTEST_MAIN(TestJourneyToken)
#include "tst_journey_token.moc"
