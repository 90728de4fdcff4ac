// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "api/clientconfig.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/entrytabs.h"
#include "ui/controllers/headwatch.h"
#include "ui/dialogs/newentrydialog.h"
#include "ui/dialogs/savecopydialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/texteditor.h"
#include "wire/dialect.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QByteArray token = Elsewhere::token;
}

//! Promise A9: what is edited is deleted, archived or redacted elsewhere. 30 cases: 3 fates, 2 states of the text, 5 ways to
//! learn of it. The text stays, and can be saved as a new entry.
class TestJourneyFates : public QObject
{
    Q_OBJECT

    std::unique_ptr<Elsewhere> m_service;
    std::unique_ptr<Agent> m_agent;
    std::unique_ptr<api::ApiClient> m_client;
    std::unique_ptr<api::MemoryStores> m_raw;
    std::unique_ptr<Journey> m_journey;
    core::StoreId m_store;
    core::StoreId m_other;

    panels::EntryPanel &panel() { return m_journey->window().entry(); }
    const std::optional<core::Entry> &base() { return m_journey->workbench().entryController().base(); }

    QPushButton *button(const QString &text) { return Journey::button(m_journey->window(), text); }
    bool says(const QString &text) { return Journey::says(m_journey->window(), text); }
    template<typename T>
    bool done(core::Call<T> call)
    {
        std::optional<bool> ok;
        call.then(this, [&ok](const core::Result<T> &result) { ok = bool(result); });
        return support::eventually([&ok] { return ok.has_value(); }) && *ok;
    }

    //! What somebody else does to it.
    bool suffer(const QString &fate)
    {
        if (fate == u"deleted")
            return m_agent->remove(*base());
        if (fate == u"archived")
            return done(m_raw->archiveStore(m_store));
        core::VersionId version;
        m_raw->listVersions(m_store, {}, {}).then(this, [&](const core::Result<core::Page<core::Version>> &page) {
            if (page)
                version = page->items.first().id;
        });
        return support::eventually([&] { return !version.isEmpty(); }) && done(m_raw->redactVersion(m_store, version));
    }

    void learn(const QString &way)
    {
        if (way == u"save")
            m_journey->action("entry.save")->trigger();
        else if (way == u"refresh")
            m_journey->action("view.refresh")->trigger();
        else if (way == u"watch")
            m_journey->workbench().headWatch().setInterval(20ms);
        else if (way == u"focus") {
            QEvent activated(QEvent::WindowActivate);
            QCoreApplication::sendEvent(&m_journey->window(), &activated);
        } else {
            m_journey->workbench().navigator().go({m_store, {}, {}});
            m_journey->workbench().tabs().activate(*m_journey->workbench().tabs().all().last());
        }
    }

private slots:
    void init()
    {
        m_service = std::make_unique<Elsewhere>(wire::profileC(), QByteArray());
        m_agent = std::make_unique<Agent>(m_service->baseUrl(), token);
        m_client = std::make_unique<api::ApiClient>(
            *api::ClientConfig::make(m_service->baseUrl(), *api::Token::make(token)));
        m_raw = std::make_unique<api::MemoryStores>(*m_client);
        for (core::StoreId *store : {&m_store, &m_other}) {
            m_raw->createStore({store == &m_store ? u"project"_s : u"other"_s, u"for the test"_s, {}})
                .then(this, [store](const core::Result<core::Store> &made) { *store = made ? made->id : core::StoreId(); });
            QTRY_VERIFY(!store->isEmpty());
        }
        const auto entry = m_agent->create(m_store, u"a.md"_s, "one\r\ntwo");
        QVERIFY(entry);
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openRemote(m_service->baseUrl(), token));
        m_journey->workbench().navigator().go({m_store, entry->id, {}});
        QTRY_VERIFY(base());
        m_journey->workbench().tabs().pin(m_journey->workbench().tabs().current());
        m_journey->session()->entries(m_store).load();
        m_journey->session()->versions(m_store).load();
        QTRY_COMPARE(m_journey->session()->client().inFlight(), 0);
    }
    void cleanup()
    {
        m_journey.reset();
        m_raw.reset();
        m_client.reset();
        m_agent.reset();
        m_service.reset();
        m_store = m_other = {};
    }

    void theTextStays_data()
    {
        QTest::addColumn<QString>("fate");
        QTest::addColumn<bool>("dirty");
        QTest::addColumn<QString>("way");
        for (const char *fate : {"deleted", "archived", "redacted"}) {
            for (const bool dirty : {false, true}) {
                for (const char *way : {"save", "refresh", "watch", "focus", "tab"})
                    QTest::addRow("%s, %s, %s", fate, dirty ? "unsaved" : "saved", way)
                        << QString::fromLatin1(fate) << dirty << QString::fromLatin1(way);
            }
        }
    }
    void theTextStays()
    {
        QFETCH(QString, fate);
        QFETCH(bool, dirty);
        QFETCH(QString, way);
        if (dirty)
            QTest::keyClicks(panel().editor(), u"mine "_s);
        const QByteArray text = panel().editedBytes();
        QVERIFY(suffer(fate));
        learn(way);
        if (way == u"save" && !dirty) { // nothing to save: nothing is asked
            QCOMPARE(panel().editedBytes(), text);
        } else if (fate == u"deleted") {
            QTRY_VERIFY(says(u"was deleted"_s));
            QVERIFY(button(u"Create It Again…"_s) || button(u"Save as New Entry…"_s));
            QVERIFY(button(u"Save a Copy Elsewhere…"_s));
        } else if (fate == u"archived") {
            QTRY_VERIFY(says(u"archived"_s));
            if (dirty)
                QTRY_VERIFY(button(u"Save a Copy Elsewhere…"_s));
        } else if (dirty && way == u"save") { // only the old version is erased: the entry is as it was
            QTRY_VERIFY(!panel().isModified());
        } else {
            QTRY_COMPARE(m_journey->session()->client().inFlight(), 0);
            QCOMPARE(panel().isModified(), dirty);
        }
        QCOMPARE(panel().editedBytes(), text);
        // Whatever became of it, its text can go elsewhere.
        m_journey->action("entry.saveCopy")->trigger();
        auto *dialog = m_journey->dialog<dialogs::SaveCopyDialog>();
        QVERIFY(dialog);
        auto *stores = dialog->findChild<QComboBox *>(u"storeBox"_s);
        QTRY_VERIFY(stores->findData(m_other.value) >= 0);
        QCOMPARE(stores->findData(m_store.value) >= 0, fate != u"archived"); // nothing can be written there
        stores->setCurrentIndex(stores->findData(m_other.value));
        emit stores->activated(stores->currentIndex());
        dialog->findChild<QLineEdit *>(u"pathEdit"_s)->setText(u"kept/a.md"_s);
        QTRY_VERIFY(button(u"Save the Copy"_s)->isEnabled());
        QTest::mouseClick(button(u"Save the Copy"_s), Qt::LeftButton);
        QTRY_VERIFY(says(u"A copy was saved as “kept/a.md” in other."_s));
        QCOMPARE(m_agent->read(m_other, u"kept/a.md"_s)->content, std::optional(text));
        QCOMPARE(panel().editedBytes(), text); // and what is open is as it was
    }

    void aDeletedOneIsCreatedAgain()
    {
        QTest::keyClicks(panel().editor(), u"mine "_s);
        QVERIFY(suffer(u"deleted"_s));
        learn(u"watch"_s);
        QTRY_VERIFY(button(u"Create It Again…"_s));
        QTest::mouseClick(button(u"Create It Again…"_s), Qt::LeftButton);
        QTRY_VERIFY(m_journey->dialog<dialogs::NewEntryDialog>());
        QTRY_VERIFY(button(u"Create"_s)->isEnabled());
        QTest::mouseClick(button(u"Create"_s), Qt::LeftButton);
        QTRY_VERIFY(m_agent->read(m_store, u"a.md"_s).has_value());
        QCOMPARE(m_agent->read(m_store, u"a.md"_s)->content, std::optional<QByteArray>("mine one\r\ntwo"));
    }

    void aTakenPathIsRefused()
    {
        QVERIFY(m_agent->create(m_other, u"a.md"_s, "theirs"));
        m_journey->action("entry.saveCopy")->trigger();
        auto *dialog = m_journey->dialog<dialogs::SaveCopyDialog>();
        QVERIFY(dialog);
        auto *stores = dialog->findChild<QComboBox *>(u"storeBox"_s);
        QTRY_VERIFY(stores->findData(m_other.value) >= 0);
        stores->setCurrentIndex(stores->findData(m_other.value));
        emit stores->activated(stores->currentIndex());
        QTRY_VERIFY(says(u"already has an entry with this path"_s));
        QVERIFY(!button(u"Save the Copy"_s)->isEnabled());
        QCOMPARE(m_agent->read(m_other, u"a.md"_s)->content, std::optional<QByteArray>("theirs"));
    }
};

QTEST_MAIN(TestJourneyFates)
#include "tst_journey_fates.moc"
