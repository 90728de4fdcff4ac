// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/errorsentences.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using core::Error;
using core::ErrorKind;
using presentation::Operation;
using presentation::Sentence;
using presentation::Situation;
using presentation::WayOut;

namespace {

constexpr int kinds = int(ErrorKind::Storage) + 1;
constexpr int operations = int(Operation::WriteLocalFile) + 1;

Error errorOf(ErrorKind kind, core::Delivery delivery = core::Delivery::Answered)
{
    Error error;
    error.kind = kind;
    error.delivery = delivery;
    return error;
}

bool isSentence(const QString &text)
{
    return !text.isEmpty() && text.front().isUpper() && text.endsWith(u'.');
}

} // namespace

class tst_ErrorSentences : public QObject
{
    Q_OBJECT

private slots:
    void everyErrorHasASentenceAndAWayOut()
    {
        for (int kind = 0; kind < kinds; ++kind) {
            for (int operation = 0; operation < operations; ++operation) {
                for (auto delivery : {core::Delivery::NotSent, core::Delivery::Answered, core::Delivery::Unknown}) {
                    const Sentence sentence = presentation::sentenceFor(errorOf(ErrorKind(kind), delivery), Operation(operation));
                    const QByteArray which = "kind " + QByteArray::number(kind) + ", operation " + QByteArray::number(operation);
                    QVERIFY2(isSentence(sentence.text), which.constData());
                    QVERIFY2(sentence.hint.isEmpty() || isSentence(sentence.hint), which.constData());
                    QVERIFY2(!sentence.ways.isEmpty(), which.constData());
                    QCOMPARE(QSet<WayOut>(sentence.ways.begin(), sentence.ways.end()).size(), sentence.ways.size());
                }
            }
        }
    }

    void sentences_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<QString>("words");
        QTest::addColumn<WayOut>("way");
        const auto row = [](const char *name, ErrorKind kind, Operation operation, const QString &words, WayOut way) {
            QTest::newRow(name) << kind << operation << words << way;
        };
        row("401", ErrorKind::Unauthorized, Operation::ReadEntry, u"does not accept this token"_s, WayOut::NewToken);
        row("403", ErrorKind::Forbidden, Operation::ReadEntry, u"may not do this"_s, WayOut::NewToken);
        row("404 store", ErrorKind::NotFound, Operation::ListEntries, u"This store does not exist"_s, WayOut::RefreshList);
        row("404 entry", ErrorKind::NotFound, Operation::ReadEntry, u"This entry does not exist"_s, WayOut::RefreshList);
        row("404 entry, saving", ErrorKind::NotFound, Operation::SaveEntry, u"This entry does not exist"_s, WayOut::KeepAsNewEntry);
        row("404 version", ErrorKind::NotFound, Operation::ReadVersion, u"This version does not exist"_s, WayOut::RefreshList);
        row("404 service", ErrorKind::NotFound, Operation::TestConnection, u"no memory service at this address"_s, WayOut::OpenConnection);
        row("409 path", ErrorKind::Conflict, Operation::CreateEntry, u"can be seen"_s, WayOut::ChooseOtherPath);
        row("409 race", ErrorKind::Conflict, Operation::SaveEntry, u"can be seen"_s, WayOut::Retry);
        row("409 archived", ErrorKind::Conflict, Operation::ArchiveStore, u"archived already"_s, WayOut::RefreshList);
        row("409 redacted", ErrorKind::Conflict, Operation::RedactVersion, u"redacted already"_s, WayOut::RefreshList);
        row("429", ErrorKind::RateLimited, Operation::ListStores, u"fewer requests"_s, WayOut::Retry);
        row("5xx", ErrorKind::Server, Operation::ReadEntry, u"problem of its own"_s, WayOut::Retry);
        row("time-out", ErrorKind::Timeout, Operation::ReadEntry, u"did not answer in time"_s, WayOut::Retry);
        row("offline", ErrorKind::Offline, Operation::ListStores, u"cannot be reached"_s, WayOut::OpenConnection);
        row("tls", ErrorKind::Tls, Operation::ListStores, u"certificate"_s, WayOut::OpenConnection);
        row("redirect", ErrorKind::Redirected, Operation::ListStores, u"not followed"_s, WayOut::OpenConnection);
        row("not json", ErrorKind::Protocol, Operation::ListStores, u"not what a memory service sends"_s, WayOut::CopyDetails);
        row("too large", ErrorKind::TooLarge, Operation::ListStores, u"larger"_s, WayOut::CopyDetails);
        row("local", ErrorKind::LocalServer, Operation::StartLocalService, u"Local workspace"_s, WayOut::Retry);
        row("storage", ErrorKind::Storage, Operation::WriteLocalFile, u"could not be written"_s, WayOut::Retry);
    }
    void sentences()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(Operation, operation);
        QFETCH(QString, words);
        QFETCH(WayOut, way);
        const Sentence sentence = presentation::sentenceFor(errorOf(kind), operation);
        QVERIFY2(sentence.text.contains(words), qPrintable(sentence.text));
        QVERIFY(sentence.ways.contains(way));
    }

    //! A write whose answer was lost is never offered as *Retry*: it is to be read back (reliability 2.B).
    void doubtIsNeverARetry()
    {
        for (ErrorKind kind : {ErrorKind::Offline, ErrorKind::Timeout, ErrorKind::Server}) {
            for (Operation operation : {Operation::SaveEntry, Operation::CreateEntry, Operation::DeleteEntry, Operation::RedactVersion}) {
                const Sentence sentence = presentation::sentenceFor(errorOf(kind, core::Delivery::Unknown), operation);
                QVERIFY(!sentence.ways.contains(WayOut::Retry));
                QVERIFY(sentence.ways.contains(WayOut::CheckAgain));
            }
        }
    }

    void keychainStatesAreToldApart()
    {
        QSet<QString> texts;
        for (const QString &state : {u"locked"_s, u"refused"_s, u"frozen"_s, u"noBus"_s, u"error"_s}) {
            Error error = errorOf(ErrorKind::Keychain);
            error.detail = state;
            const Sentence sentence = presentation::sentenceFor(error, Operation::ReadToken);
            QVERIFY(sentence.ways.contains(WayOut::UseTokenOnce));
            texts.insert(sentence.text);
        }
        QCOMPARE(texts.size(), 5);
    }

    void theRequestIdCanBeCopied()
    {
        Error error = errorOf(ErrorKind::Server);
        error.requestId = u"req-7f3a"_s;
        error.httpStatus = 503;
        const Sentence sentence = presentation::sentenceFor(error, Operation::ReadEntry);
        QVERIFY(sentence.ways.contains(WayOut::CopyRequestId));
        QCOMPARE(sentence.requestId, u"req-7f3a"_s);
        QVERIFY(sentence.details.contains(u"req-7f3a"_s) && sentence.details.contains(u"503"_s));
        QVERIFY(!presentation::sentenceFor(errorOf(ErrorKind::Server), Operation::ReadEntry).ways.contains(WayOut::CopyRequestId));
    }

    void theServicesWordsStayApartAndHarmless()
    {
        Error error = errorOf(ErrorKind::Invalid);
        error.serverText = u"<b>Saved!</b>\u202E"_s + QString(10'000, u'x');
        error.field = u"path\n"_s;
        const Sentence sentence = presentation::sentenceFor(error, Operation::CreateEntry);
        QVERIFY(!sentence.text.contains(u"Saved"_s));
        QVERIFY(!sentence.text.contains(u'\n'));
        QVERIFY(sentence.serverWords.size() < 1000);
        QVERIFY(!sentence.serverWords.contains(QChar(0x202E)));
        QVERIFY(sentence.full().contains(sentence.serverWords));
    }

    void pausesAreTold()
    {
        Error error = errorOf(ErrorKind::RateLimited);
        error.retryAfter = std::chrono::milliseconds(1001);
        QVERIFY(presentation::sentenceFor(error, Operation::ListStores).hint.contains(u"2 seconds"_s));
    }

    void everySituationHasASentence()
    {
        QSet<QString> texts;
        for (int i = 0; i <= int(Situation::OldVersionShown); ++i) {
            const Sentence sentence = presentation::sentenceFor(Situation(i));
            QVERIFY2(isSentence(sentence.text), qPrintable(QString::number(i)));
            QVERIFY(sentence.hint.isEmpty() || isSentence(sentence.hint));
            texts.insert(sentence.text);
        }
        QCOMPARE(texts.size(), int(Situation::OldVersionShown) + 1);
        const Error cause = errorOf(ErrorKind::Conflict);
        QVERIFY(presentation::sentenceFor(Situation::LostRace, &cause).details.contains(u"Conflict"_s));
    }

    void everyWayAndOperationHasWords()
    {
        for (int i = 0; i <= int(WayOut::CopyDetails); ++i)
            QVERIFY(!presentation::wordsFor(WayOut(i)).isEmpty());
        for (int i = 0; i < operations; ++i)
            QVERIFY(!presentation::wordsFor(Operation(i)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_ErrorSentences)
#include "tst_errorsentences.moc"
