// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// Promise A4 over random histories of two writers. How many: RC_PARAMS in CMakeLists.txt, or by PALIMPSEST_TEST_SIZE.
#include "mergetexts.h"
#include "text/merge.h"

#include <git2.h>

#include <QTest>

using text::Merge;
using text::Region;
using text::RegionKind;
using text::Take;

namespace {

//! What `git merge-file` gives, by the library that shares its engine.
struct GitMerge
{
    QByteArray text;
    bool clean = false;
};

GitMerge gitMerge(const TwoWriters &texts, git_merge_file_favor_t favor, uint32_t flags = 0)
{
    const auto input = [](const QByteArray &bytes) {
        git_merge_file_input side;
        git_merge_file_input_init(&side, GIT_MERGE_FILE_INPUT_VERSION);
        side.ptr = bytes.constData();
        side.size = size_t(bytes.size());
        side.path = "file";
        side.mode = 0100644;
        return side;
    };
    const git_merge_file_input base = input(texts.base);
    const git_merge_file_input mine = input(texts.mine);
    const git_merge_file_input theirs = input(texts.theirs);
    git_merge_file_options options;
    git_merge_file_options_init(&options, GIT_MERGE_FILE_OPTIONS_VERSION);
    options.ancestor_label = "base";
    options.our_label = "mine";
    options.their_label = "theirs";
    options.favor = favor;
    options.flags = flags;
    git_merge_file_result result{};
    if (git_merge_file(&result, &base, &mine, &theirs, &options) != 0)
        return {"failed: " + QByteArray(git_error_last()->message)};
    GitMerge merged{QByteArray(result.ptr, qsizetype(result.len)), result.automergeable != 0};
    git_merge_file_result_free(&result);
    return merged;
}

QList<Take> all(const Merge &merge, Take take)
{
    QList<Take> decisions;
    for (const Region &region : merge.regions)
        decisions.append(region.kind == RegionKind::Conflict ? take : Take::Nothing);
    return decisions;
}

QByteArray ended(QByteArray piece)
{
    if (!piece.isEmpty() && !piece.endsWith('\n'))
        piece += '\n';
    return piece;
}

//! As git writes conflicts into a file. Only for texts without CR, which git puts into its markers too.
QByteArray withMarkers(const Merge &merge)
{
    QByteArray out;
    for (const Region &region : merge.regions) {
        if (region.kind != RegionKind::Conflict) {
            out += merge.piece(region, Take::Nothing);
            continue;
        }
        out += "<<<<<<< mine\n" + ended(merge.piece(region, Take::Mine)) + "||||||| base\n"
            + ended(merge.piece(region, Take::Base)) + "=======\n" + ended(merge.piece(region, Take::Theirs))
            + ">>>>>>> theirs\n";
    }
    return out;
}

bool covers(const Merge &merge, const QByteArray &whole, text::Span Region::*side)
{
    qsizetype offset = 0;
    int line = 0;
    for (const Region &region : merge.regions) {
        const text::Span &span = region.*side;
        if (span.offset != offset || span.line != line)
            return false;
        offset += span.length;
        line += span.lines;
    }
    return offset == whole.size();
}

} // namespace

class TestMergeProperties : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const int size = qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE");
        if (size > 1) // read at the first check
            qputenv("RC_PARAMS", size == 2 ? "max_success=20000 max_size=60" : "max_success=200000 max_size=100");
        git_libgit2_init();
    }
    void cleanupTestCase() { git_libgit2_shutdown(); }
    void allThreeTextsAreKept();
    void oneSideIsWhatGitGives();
    void withoutConflictsAsGit();
    void conflictsAreThoseOfGit();
    void symmetric();
    void oneWriterAlone();
    void bothHoldEveryLine();
};

void TestMergeProperties::allThreeTextsAreKept()
{
    QVERIFY(rc::check("the regions cover base, mine and theirs without a gap", [] {
        const TwoWriters texts = *mergetexts::histories(mergetexts::richLines());
        const Merge merge = text::merge(texts.base, texts.mine, texts.theirs);
        RC_ASSERT(merge.state == text::MergeState::Ready);
        RC_ASSERT(covers(merge, texts.base, &Region::base));
        RC_ASSERT(covers(merge, texts.mine, &Region::mine));
        RC_ASSERT(covers(merge, texts.theirs, &Region::theirs));
        for (const Region &region : merge.regions) {
            const QByteArray mine = merge.piece(region, Take::Mine);
            const QByteArray theirs = merge.piece(region, Take::Theirs);
            const QByteArray base = merge.piece(region, Take::Base);
            const bool alike = mine == theirs;
            RC_ASSERT(alike == (region.kind == RegionKind::Unchanged || region.kind == RegionKind::Both));
            RC_ASSERT((region.kind != RegionKind::Unchanged || mine == base));
            RC_ASSERT((region.kind != RegionKind::Mine || theirs == base));
            RC_ASSERT((region.kind != RegionKind::Theirs || mine == base));
        }
    }));
}

void TestMergeProperties::oneSideIsWhatGitGives()
{
    QVERIFY(rc::check("all mine is --ours, all theirs is --theirs, to the byte", [] {
        const TwoWriters texts = *mergetexts::histories(mergetexts::richLines());
        const Merge merge = text::merge(texts.base, texts.mine, texts.theirs);
        RC_ASSERT(merge.result(all(merge, Take::Mine)) == gitMerge(texts, GIT_MERGE_FILE_FAVOR_OURS).text);
        RC_ASSERT(merge.result(all(merge, Take::Theirs)) == gitMerge(texts, GIT_MERGE_FILE_FAVOR_THEIRS).text);
    }));
}

void TestMergeProperties::withoutConflictsAsGit()
{
    QVERIFY(rc::check("no conflict where git has none, and then its text", [] {
        const TwoWriters texts = *mergetexts::histories(mergetexts::richLines());
        const Merge merge = text::merge(texts.base, texts.mine, texts.theirs);
        const GitMerge git = gitMerge(texts, GIT_MERGE_FILE_FAVOR_NORMAL);
        RC_CLASSIFY(git.clean, "clean");
        RC_ASSERT((merge.conflictCount() == 0) == git.clean);
        RC_ASSERT((!git.clean || merge.result() == git.text));
    }));
}

void TestMergeProperties::conflictsAreThoseOfGit()
{
    QVERIFY(rc::check("the regions are those of zdiff3", [] {
        const TwoWriters texts = *mergetexts::histories(mergetexts::plainLines());
        const Merge merge = text::merge(texts.base, texts.mine, texts.theirs);
        const QByteArray git
            = gitMerge(texts, GIT_MERGE_FILE_FAVOR_NORMAL, GIT_MERGE_FILE_STYLE_ZDIFF3).text;
        // What both wrote alike from different lines is a conflict of nothing with nothing to git.
        RC_PRE((!git.contains("<<<<<<< mine\n||||||| base\n")));
        RC_ASSERT(withMarkers(merge) == git);
    }));
}

void TestMergeProperties::symmetric()
{
    QVERIFY(rc::check("mine and theirs may change places", [] {
        const TwoWriters texts = *mergetexts::histories(mergetexts::richLines());
        const Merge merge = text::merge(texts.base, texts.mine, texts.theirs);
        const Merge mirrored = text::merge(texts.base, texts.theirs, texts.mine);
        RC_ASSERT(merge.regions.size() == mirrored.regions.size());
        for (qsizetype i = 0; i < merge.regions.size(); ++i) {
            const Region &one = merge.regions[i];
            const Region &other = mirrored.regions[i];
            RC_ASSERT((one.base == other.base && one.mine == other.theirs && one.theirs == other.mine));
            RC_ASSERT((one.kind == RegionKind::Conflict) == (other.kind == RegionKind::Conflict));
        }
        RC_ASSERT(merge.result(all(merge, Take::Theirs)) == mirrored.result(all(mirrored, Take::Mine)));
    }));
}

void TestMergeProperties::oneWriterAlone()
{
    QVERIFY(rc::check("equal texts give that text, one writer alone gives hers", [] {
        const TwoWriters texts = *mergetexts::histories(mergetexts::richLines());
        RC_ASSERT(text::merge(texts.base, texts.mine, texts.mine).result() == texts.mine);
        RC_ASSERT(text::merge(texts.base, texts.mine, texts.mine).conflictCount() == 0);
        RC_ASSERT(text::merge(texts.base, texts.mine, texts.base).result() == texts.mine);
        RC_ASSERT(text::merge(texts.base, texts.base, texts.theirs).result() == texts.theirs);
    }));
}

void TestMergeProperties::bothHoldEveryLine()
{
    QVERIFY(rc::check("taking both, in either order, glues no two lines together", [] {
        const TwoWriters texts = *mergetexts::histories(mergetexts::richLines());
        const Merge merge = text::merge(texts.base, texts.mine, texts.theirs);
        for (const Region &region : merge.regions) {
            if (region.kind != RegionKind::Conflict)
                continue;
            const QByteArray mine = merge.piece(region, Take::Mine);
            const QByteArray theirs = merge.piece(region, Take::Theirs);
            const auto check = [](const QByteArray &both, const QByteArray &first, const QByteArray &second) {
                RC_ASSERT((both.startsWith(first) && both.endsWith(second)));
                const QByteArray between = both.sliced(first.size(), both.size() - first.size() - second.size());
                const bool apart = first.isEmpty() || second.isEmpty() || first.endsWith('\n');
                RC_ASSERT((apart ? between.isEmpty() : between == "\n" || between == "\r\n"));
            };
            check(merge.piece(region, Take::MineThenTheirs), mine, theirs);
            check(merge.piece(region, Take::TheirsThenMine), theirs, mine);
        }
    }));
}

QTEST_GUILESS_MAIN(TestMergeProperties)
#include "tst_mergeproperties.moc"
