// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "wire/parse.h"

#include <QTest>

using namespace Qt::StringLiterals;
using core::Integrity;

//! Promise E2: whatever a service says about a text that is not so is seen, from the bytes of its reply on.
class TestIntegrity : public QObject
{
    Q_OBJECT
private slots:
    void lies_data();
    void lies();
};

namespace {

// By sha256sum, of: # Café, a line feed, a carriage return and a line feed, "end " and no line end.
constexpr auto hash = "d08f13008132c50fc56445b7c580ee2e4bdcf57720613de5e7fcbd0697a20164";
constexpr auto text = R"("# Caf\u00e9\n\r\nend ")";

} // namespace

void TestIntegrity::lies_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("sha256");
    QTest::addColumn<QByteArray>("size");
    QTest::addColumn<Integrity>("verdict");
    const QByteArray right = '"' + QByteArray(hash) + '"';
    const auto row = [](const char *name, const QByteArray &content, const QByteArray &sha256, const QByteArray &size,
                        Integrity verdict) { QTest::newRow(name) << content << sha256 << size << verdict; };
    row("the truth", text, right, "14", Integrity::Verified);
    row("in capitals", text, right.toUpper(), "14", Integrity::Verified);
    row("without a size", text, right, "null", Integrity::Verified);
    row("one bit", R"("# Caf\u00e8\n\r\nend ")", right, "14", Integrity::HashMismatch);
    row("another case", R"("# caf\u00e9\n\r\nend ")", right, "14", Integrity::HashMismatch);
    row("line ends made one", R"("# Caf\u00e9\n\nend ")", right, "14", Integrity::HashMismatch);
    row("the other line ends", R"("# Caf\u00e9\r\n\r\nend ")", right, "14", Integrity::HashMismatch);
    row("trimmed", R"("# Caf\u00e9\n\r\nend")", right, "14", Integrity::HashMismatch);
    row("a final line feed", R"("# Caf\u00e9\n\r\nend \n")", right, "14", Integrity::HashMismatch);
    row("a byte order mark", R"("\ufeff# Caf\u00e9\n\r\nend ")", right, "14", Integrity::HashMismatch);
    row("decomposed", R"("# Cafe\u0301\n\r\nend ")", right, "14", Integrity::HashMismatch);
    row("an odd space", R"("# Caf\u00e9\n\r\nend\u00a0")", right, "14", Integrity::HashMismatch);
    row("a replacement", R"("# Caf\ufffd\n\r\nend ")", right, "14", Integrity::HashMismatch);
    row("a NUL", R"("# Caf\u00e9\n\r\nend \u0000")", right, "14", Integrity::HashMismatch);
    row("no text", R"("")", right, "14", Integrity::HashMismatch);
    row("hash of nothing", text, R"("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")", "14",
        Integrity::HashMismatch);
    row("hash of another", text, R"("64ec88ca00b268e5ba1a35678a1b5316d212f4f366b2477232534a8aeca37f3c")", "14",
        Integrity::HashMismatch);
    row("hash cut", text, right.left(60) + '"', "14", Integrity::HashMismatch);
    row("hash too long", text, right.left(65) + "0\"", "14", Integrity::HashMismatch);
    row("no hash", text, R"("not a hash")", "14", Integrity::HashMismatch);
    row("one byte less", text, right, "13", Integrity::SizeMismatch);
    row("one byte more", text, right, "15", Integrity::SizeMismatch);
    row("characters instead of bytes", text, right, "0", Integrity::SizeMismatch);
    row("empty hash", text, R"("")", "14", Integrity::Unchecked);
    row("hash of a wrong type", text, "5", "14", Integrity::Unchecked);
    row("hash left out", text, "null", "14", Integrity::Unchecked);
}

void TestIntegrity::lies()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, sha256);
    QFETCH(QByteArray, size);
    QFETCH(Integrity, verdict);
    const QByteArray facts = R"(,"content":)" + content + R"(,"content_sha256":)" + sha256 + R"(,"size":)" + size
        + R"(,"store_id":"memstore_1","created_at":"2026-05-18T15:34:26Z"})";
    const core::StoreId store{u"memstore_1"_s};
    const auto entry = wire::parseEntry(R"({"id":"mem_1","path":"a.md")" + facts, store);
    QVERIFY(entry);
    QCOMPARE(core::integrityOf(*entry->value.content, entry->value.sha256, entry->value.size), verdict);
    const auto version
        = wire::parseVersion(R"({"id":"memver_1","entry_id":"mem_1","entry_path":"a.md","action":"updated")" + facts, store);
    QVERIFY(version);
    QCOMPARE(core::integrityOf(*version->value.content, version->value.sha256, version->value.size), verdict);
}

QTEST_GUILESS_MAIN(TestIntegrity)
#include "tst_integrity.moc"
