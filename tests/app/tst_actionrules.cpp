// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/app/actionrules.h"
#include "ui/app/actions.h"

#include <QTest>

using namespace Qt::StringLiterals;
using app::WindowFacts;

class TestActionRules : public QObject
{
    Q_OBJECT

    static WindowFacts openEntry()
    {
        WindowFacts facts;
        facts.session = facts.store = facts.entry = facts.place = true;
        facts.storeUpdate = true;
        return facts;
    }

private slots:
    void everyReasonIsForAnActionAndASentence()
    {
        app::Actions actions;
        WindowFacts nothing;
        nothing.saveReason = nothing.redactReason = u"A reason."_s;
        const QHash<QString, QString> reasons = app::reasonsWhyNot(nothing);
        QVERIFY(reasons.size() > 15);
        for (auto it = reasons.begin(); it != reasons.end(); ++it) {
            QVERIFY2(actions.ids().contains(it.key()), qPrintable(it.key()));
            QVERIFY2(it.value().endsWith(u'.'), qPrintable(it.value()));
        }
    }

    void anOpenEntryCanBeDeletedAndCopied()
    {
        const auto reasons = app::reasonsWhyNot(openEntry());
        for (const QString &id : {u"entry.delete"_s, u"entry.copyPath"_s, u"entry.new"_s, u"store.archive"_s,
                                  u"store.edit"_s, u"entry.save"_s, u"version.redact"_s})
            QVERIFY2(!reasons.contains(id), qPrintable(id));
    }

    void onlyMarkdownHasAPreview()
    {
        WindowFacts facts = openEntry();
        facts.tab = true;
        QVERIFY(app::reasonsWhyNot(facts).contains(u"text.preview"_s));
        facts.markdown = true;
        QVERIFY(!app::reasonsWhyNot(facts).contains(u"text.preview"_s));
    }

    void anArchivedStoreIsReadOnlyButCanBeDeletedAndRedacted()
    {
        WindowFacts facts = openEntry();
        facts.storeArchived = facts.placeArchived = true;
        facts.versionsChosen = 1;
        const auto reasons = app::reasonsWhyNot(facts);
        for (const QString &id : {u"entry.new"_s, u"entry.delete"_s, u"store.edit"_s, u"store.archive"_s})
            QVERIFY2(reasons.contains(id), qPrintable(id));
        QVERIFY(!reasons.contains(u"store.delete"_s));
        QVERIFY(!reasons.contains(u"version.redact"_s));
    }

    void whatIsChosenCanBeExportedAndAnArchivedStoreTakesNothing()
    {
        app::WindowFacts facts;
        facts.session = true;
        QVERIFY(app::reasonsWhyNot(facts).contains(u"export"_s));
        facts.place = true; // a folder of the tree: no store is shown for that
        for (const QString &id : {u"import.files"_s, u"import.folder"_s, u"export"_s, u"copy.to"_s})
            QVERIFY2(!app::reasonsWhyNot(facts).contains(id), qPrintable(id));
        facts.placeArchived = true;
        QVERIFY(app::reasonsWhyNot(facts).value(u"import.files"_s).contains(u"archived"_s));
        QVERIFY(!app::reasonsWhyNot(facts).contains(u"export"_s));
        QVERIFY(!app::reasonsWhyNot(facts).contains(u"copy.to"_s));
    }

    void theFirstReasonIsTheMostUseful()
    {
        WindowFacts facts;
        QCOMPARE(app::reasonsWhyNot(facts).value(u"entry.new"_s), u"No connection is open."_s);
        facts.session = true;
        QCOMPARE(app::reasonsWhyNot(facts).value(u"entry.new"_s), u"Choose a store first."_s);
    }

    void versionsDecideOverComparing()
    {
        WindowFacts facts = openEntry();
        QVERIFY(app::reasonsWhyNot(facts).contains(u"version.compare"_s));
        facts.versionsChosen = 2;
        QVERIFY(!app::reasonsWhyNot(facts).contains(u"version.compare"_s));
        QVERIFY(app::reasonsWhyNot(facts).contains(u"version.use"_s));
        facts.versionsChosen = 1;
        facts.versionUsable = true;
        QVERIFY(!app::reasonsWhyNot(facts).contains(u"version.use"_s));
    }
};

QTEST_MAIN(TestActionRules)
#include "tst_actionrules.moc"
