// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/session/rig.h"
#include "core/utf8.h"
#include "session/kepttexts.h"
#include "ui/controllers/listedfindings.h"

#include <QFile>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using controllers::ListedFindings;
using controllers::ScanMarks;

namespace {

constexpr auto rule = R"({"format": 1, "rules": [{"id": "fruit", "reason": "%1", "kind": "instruction", "patterns": ["\\b(?:apple|pear)\\b"]}]})";

core::Version versionOf(const QByteArray &text)
{
    core::Version version;
    version.store = {u"memstore_1"_s};
    version.id = {u"memver_"_s + QString::number(text.size())};
    version.sha256 = core::sha256Hex(text);
    version.content = text;
    return version;
}

} // namespace

//! The signs of rows whose texts are kept on the disk, and nowhere else.
class TestListedFindings : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] bool writeRule(const QString &reason) const
    {
        QFile file(m_folder->filePath(u"fruit.json"_s));
        const QByteArray json = QString::fromLatin1(rule).arg(reason).toLatin1();
        return file.open(QIODevice::WriteOnly) && file.write(json) == json.size();
    }
    //! On the disk; the session has not read it.
    [[nodiscard]] bool keep(rig::Rig &rig, const QByteArray &text) const
    {
        if (!rig.session->keptTexts())
            rig.session->keepTexts(m_folder->filePath(u"history/test.texts"_s), true);
        const core::Version version = versionOf(text);
        rig.session->keptTexts()->keep(version);
        return rig::wait(rig.session->keptTexts()->find(version.sha256)).has_value() && !rig.session->keptText(version.sha256);
    }

private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    //! Other rules forget what was found; the texts are found again.
    void otherRules()
    {
        rig::Rig rig;
        const QByteArray text = "an apple";
        const QString sha256 = core::sha256Hex(text);
        QVERIFY(keep(rig, text));
        QVERIFY(writeRule(u"a fruit"_s));
        controllers::Navigator navigator;
        navigator.setSession(rig.session);
        ScanMarks marks(m_folder->path());
        ListedFindings findings(navigator, marks);
        QString shown; // as a row: asked when it is painted, and again when something is new
        connect(&findings, &ListedFindings::changed, &findings, [&] { shown = findings.words(sha256); });
        shown = findings.words(sha256);
        QTRY_COMPARE(shown, u"a fruit (fruit)"_s);
        QVERIFY(writeRule(u"something sweet"_s));
        marks.readRules();
        QTRY_COMPARE(shown, u"something sweet (fruit)"_s);
        marks.setShown(false);
        QTRY_COMPARE(shown, QString());
        marks.setShown(true);
        QTRY_COMPARE(shown, u"something sweet (fruit)"_s);
    }

    //! What is not there at first comes; what has no finding has no sign.
    void textsThatCome()
    {
        rig::Rig rig;
        QVERIFY(keep(rig, "a stone"));
        QVERIFY(writeRule(u"a fruit"_s));
        controllers::Navigator navigator;
        navigator.setSession(rig.session);
        ScanMarks marks(m_folder->path());
        ListedFindings findings(navigator, marks);
        const QString late = core::sha256Hex("a pear");
        const QString plain = core::sha256Hex("a stone");
        QString shown;
        QString other;
        connect(&findings, &ListedFindings::changed, &findings, [&] {
            shown = findings.words(late);
            other = findings.words(plain);
        });
        QCOMPARE(findings.words(late), QString());
        QCOMPARE(findings.words(plain), QString());
        QTRY_VERIFY(marks.texts().known(plain));
        QVERIFY(keep(rig, "a pear"));
        QTRY_COMPARE(shown, u"a fruit (fruit)"_s);
        QCOMPARE(other, QString());
    }
};

QTEST_MAIN(TestListedFindings)
#include "tst_listedfindings.moc"
