// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/navigator.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using controllers::Navigator;
using controllers::Subject;

class TestNavigator : public QObject
{
    Q_OBJECT

    const Subject a{{u"memstore_1"_s}, {u"mem_a"_s}, {}};
    const Subject b{{u"memstore_1"_s}, {u"mem_b"_s}, {}};

private slots:
    void goesWhereNobodyMinds()
    {
        Navigator navigator;
        QSignalSpy changed(&navigator, &Navigator::subjectChanged);
        bool went = false;
        navigator.go(a, [&](bool go) { went = go; });
        QVERIFY(went);
        QCOMPARE(navigator.subject(), a);
        QCOMPARE(changed.size(), 1);
    }

    void aGuardCanKeepItWhereItIs()
    {
        Navigator navigator;
        navigator.go(a);
        navigator.setGuard([](const Navigator::Proceed &proceed) { proceed(false); });
        QSignalSpy declined(&navigator, &Navigator::declined);
        std::optional<bool> went;
        navigator.go(b, [&](bool go) { went = go; });
        QCOMPARE(went, false);
        QCOMPARE(navigator.subject(), a);
        QCOMPARE(declined.size(), 1);
    }

    void aGuardMayAnswerLater()
    {
        Navigator navigator;
        navigator.go(a);
        Navigator::Proceed later;
        navigator.setGuard([&](const Navigator::Proceed &proceed) { later = proceed; });
        navigator.go(b);
        QCOMPARE(navigator.subject(), a);
        later(true);
        QCOMPARE(navigator.subject(), b);
        later(true);
        QCOMPARE(navigator.subject(), b);
    }

    void theAnswerToAnOlderQuestionIsVoid()
    {
        Navigator navigator;
        navigator.go(a);
        QList<Navigator::Proceed> asked;
        navigator.setGuard([&](const Navigator::Proceed &proceed) { asked.append(proceed); });
        const Subject c{{u"memstore_1"_s}, {u"mem_c"_s}, {}};
        navigator.go(b);
        navigator.go(c);
        QCOMPARE(asked.size(), 2);
        asked[0](true);
        QCOMPARE(navigator.subject(), a);
        asked[1](true);
        QCOMPARE(navigator.subject(), c);
    }

    void versionsOfTheSameEntryAskNobody()
    {
        Navigator navigator;
        navigator.go(a);
        int questions = 0;
        navigator.setGuard([&](const Navigator::Proceed &proceed) {
            ++questions;
            proceed(false);
        });
        Subject version = a;
        version.versions = {{u"memver_1"_s}};
        navigator.go(version);
        QCOMPARE(navigator.subject(), version);
        QCOMPARE(questions, 0);
    }

    void anotherSessionEmptiesTheSubject()
    {
        Navigator navigator;
        navigator.go(a);
        QSignalSpy changed(&navigator, &Navigator::subjectChanged);
        navigator.setSession(nullptr);
        QVERIFY(navigator.subject().isEmpty());
        QCOMPARE(changed.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestNavigator)
#include "tst_navigator.moc"
