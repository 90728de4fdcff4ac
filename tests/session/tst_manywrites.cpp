// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/apiclient.h"
#include "api/clientconfig.h"
#include "rig.h"
#include "support/quickfolder.h"

using namespace Qt::StringLiterals;
using session::CreateOutcome;
using session::SaveOutcome;

//! Writes that are begun at the same moment, straight to the real service: each gets its own answer, none takes the
//! connection of another away.
class TestManyWrites : public QObject
{
    Q_OBJECT

    static constexpr int many = 20;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<service::Service> m_service;
    std::unique_ptr<session::Session> m_session;
    core::SystemClock m_clock;
    core::StoreId m_store;

    template<typename T>
    struct Answers
    {
        QList<T> outcomes;
        QList<core::Error> errors;
        [[nodiscard]] int count() const { return int(outcomes.size() + errors.size()); }
        void take(const core::Result<T> &result)
        {
            if (result)
                outcomes.append(*result);
            else
                errors.append(result.error());
        }
    };

    Answers<CreateOutcome> createMany()
    {
        auto answers = std::make_shared<Answers<CreateOutcome>>(); // one that hangs may answer later
        for (int i = 0; i < many; ++i) {
            const api::NewEntry entry{u"notes/%1.md"_s.arg(i), "text " + QByteArray::number(i), {}};
            m_session->commands().createEntry(m_store, entry).then(this, [answers](const auto &made) { answers->take(made); });
        }
        if (!QTest::qWaitFor([answers] { return answers->count() == many; }, 60'000))
            qWarning("only %d of %d creations ended", answers->count(), many);
        return *answers;
    }

private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void init();
    void creationsAtOnce();
    void savesAndReadsAtOnce();
};

void TestManyWrites::init()
{
    m_session.reset();
    m_service.reset();
    m_folder = std::make_unique<QTemporaryDir>(support::quickFolder());
    service::Options options;
    options.dataDirectory = m_folder->filePath(u"data"_s);
    options.dialect = support::profileC() ? wire::profileC() : wire::profileS();
    options.token = "pt-many";
    auto started = service::Service::start(options);
    QVERIFY(started);
    m_service = std::move(*started);
    session::Connection connection;
    connection.id = {u"test"_s};
    auto config = api::ClientConfig::make(m_service->baseUrl(), *api::Token::make(QByteArray("pt-many")));
    QVERIFY(config);
    m_session = std::make_unique<session::Session>(connection, std::make_unique<api::ApiClient>(*config), nullptr, m_clock);
    const auto store = rig::wait(m_session->commands().createStore({u"project"_s, u"for the test"_s, {}}));
    QVERIFY(store && store->store);
    m_store = store->store->id;
}

void TestManyWrites::creationsAtOnce()
{
    const auto answers = createMany();
    for (const core::Error &error : answers.errors)
        qWarning("error: %s %s", qPrintable(error.detail), qPrintable(error.serverText));
    QCOMPARE(answers.errors.size(), 0);
    QCOMPARE(answers.outcomes.size(), many);
    for (const CreateOutcome &outcome : answers.outcomes) {
        QCOMPARE(outcome.kind, CreateOutcome::Kind::Created);
        QVERIFY2(!outcome.readBack, "the reply was lost, and the state had to be read back");
    }
}

void TestManyWrites::savesAndReadsAtOnce()
{
    const auto made = createMany();
    QCOMPARE(made.outcomes.size(), many);
    Answers<SaveOutcome> saves;
    int reads = 0;
    for (const CreateOutcome &outcome : made.outcomes) {
        m_session->commands().save(outcome.entry, *outcome.entry.content + " and more").then(this, [&saves](const auto &saved) {
            saves.take(saved);
        });
        m_session->service().getEntry(m_store, outcome.entry.id).then(this, [&reads](const auto &entry) { reads += bool(entry); });
    }
    QTRY_COMPARE_WITH_TIMEOUT(saves.count(), many, 60'000);
    QTRY_COMPARE(reads, many);
    for (const core::Error &error : saves.errors)
        qWarning("error: %s %s", qPrintable(error.detail), qPrintable(error.serverText));
    QCOMPARE(saves.errors.size(), 0);
    for (const SaveOutcome &outcome : saves.outcomes) {
        QCOMPARE(outcome.kind, SaveOutcome::Kind::Saved);
        QVERIFY(!outcome.readBack);
    }
}

QTEST_MAIN(TestManyWrites)
#include "tst_manywrites.moc"
