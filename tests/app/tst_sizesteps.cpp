// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/sizesteps.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestSizeSteps : public QObject
{
    Q_OBJECT

    const QLocale m_english{QLocale::English, QLocale::UnitedKingdom};

    static core::Version version(int number, core::Action action, std::optional<qint64> size)
    {
        core::Version made;
        made.id.value = u"memver_%1"_s.arg(number);
        made.action = action;
        made.size = size;
        made.createdAt = core::Timestamp::fromDateTime(QDateTime(QDate(2026, 5, 17 + number), QTime(10, 0)).toUTC());
        return made;
    }

private slots:
    void oldestFirstAndDeletedIsNothing()
    {
        using core::Action;
        QList<core::Version> track{version(4, Action::Deleted, std::nullopt), version(3, Action::Updated, 1204),
                                   version(2, Action::Updated, std::nullopt), version(1, Action::Created, 120)};
        track[1].redacted = true;
        const controllers::SizeSteps made = controllers::sizeSteps(track, true, m_english);
        QCOMPARE(made.steps.size(), 4);
        QCOMPARE(made.versions.first().value, u"memver_1"_s);
        QCOMPARE(made.steps[0].value, 120);
        QCOMPARE(made.steps[1].value, std::nullopt); // a gap, not nothing
        QVERIFY(made.steps[2].hatched);
        QCOMPARE(made.steps[2].words, u"20 May 2026 10:00:00: updated, 1,204 bytes, redacted"_s);
        QCOMPARE(made.steps[3].value, 0);
        QCOMPARE(made.summary, u"Size over all 4 versions, from 120 bytes to 1,204 bytes"_s);
        QCOMPARE(made.top, u"Size, up to 1,204 B"_s);
        QVERIFY(controllers::sizeSteps(track, false, m_english).summary.contains(u"newest 4"_s));
    }
    void oneVersionHasNoCourse()
    {
        QVERIFY(controllers::sizeSteps({version(1, core::Action::Created, 5)}, true, m_english).steps.isEmpty());
        QVERIFY(controllers::sizeSteps({}, true, m_english).steps.isEmpty());
        const auto untold = version(1, core::Action::Created, std::nullopt);
        QVERIFY(controllers::sizeSteps({untold, untold}, true, m_english).steps.isEmpty());
    }
    void ofVeryManyTheNewest()
    {
        QList<core::Version> track;
        for (int n = 3000; n > 0; --n)
            track.append(version(n, core::Action::Updated, n));
        const controllers::SizeSteps made = controllers::sizeSteps(track, true, m_english);
        QCOMPARE(made.steps.size(), 1000);
        QCOMPARE(made.versions.last().value, u"memver_3000"_s);
        QVERIFY(made.summary.contains(u"newest 1,000"_s));
    }
};

QTEST_MAIN(TestSizeSteps)
#include "tst_sizesteps.moc"
