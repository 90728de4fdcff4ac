// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/idtime.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestIdTime : public QObject
{
    Q_OBJECT
private slots:
    void timeInId_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("moment"); // empty: none
        QTest::newRow("RFC 9562, appendix A.6") << u"017F22E2-79B0-7CC3-98C4-DC0C0C07398F"_s << u"2022-02-22T19:22:22.000000Z"_s;
        QTest::newRow("ours") << u"memver_017f22e279b07cc398c4dc0c0c07398f"_s << u"2022-02-22T19:22:22.000000Z"_s;
        QTest::newRow("several underlines") << u"mem_ver_017f22e279b07cc398c4dc0c0c07398f"_s << u"2022-02-22T19:22:22.000000Z"_s;
        QTest::newRow("version 4") << u"memver_017f22e279b04cc398c4dc0c0c07398f"_s << QString();
        QTest::newRow("another variant") << u"memver_017f22e279b07cc318c4dc0c0c07398f"_s << QString();
        QTest::newRow("too short") << u"memver_017f22e279b07cc398c4dc0c0c07398"_s << QString();
        QTest::newRow("not hexadecimal") << u"memver_017f22e279b07cc398c4dc0c0c07398g"_s << QString();
        QTest::newRow("hyphens elsewhere") << u"017F22E279-B0-7CC3-98C4-DC0C0C07398F"_s << QString();
        QTest::newRow("long ago") << u"memver_007f22e279b07cc398c4dc0c0c07398f"_s << QString();
        QTest::newRow("another kind") << u"memver_01H8XYZ"_s << QString();
        QTest::newRow("empty") << QString() << QString();
    }

    void timeInId()
    {
        QFETCH(QString, id);
        QFETCH(QString, moment);
        const auto found = audit::timeInId(id);
        QCOMPARE(found ? found->text() : QString(), moment);
    }
};

QTEST_GUILESS_MAIN(TestIdTime)
#include "tst_idtime.moc"
