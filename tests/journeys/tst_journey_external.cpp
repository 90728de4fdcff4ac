// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "ui/controllers/desktop.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/controllers/externalfiles.h"
#include "ui/dialogs/linkdialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/markdownpreview.h"
#include "ui/widgets/markdownview.h"
#include "ui/widgets/texteditor.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QTextCursor>
#include <QUrl>

#include <cstdio>

using namespace Qt::StringLiterals;

//! A text in another program, and links that lead out of the window: everything that goes through controllers::Desktop.
class TestJourneyExternal : public QObject
{
    Q_OBJECT

    std::unique_ptr<Journey> m_journey;
    core::StoreId m_store;
    QList<QUrl> m_opened;

    panels::EntryPanel &panel() { return m_journey->window().entry(); }
    const std::optional<core::Entry> &base() { return m_journey->workbench().entryController().base(); }

    QPushButton *button(const QWidget &in, const QString &text)
    {
        for (auto *candidate : in.findChildren<QPushButton *>()) {
            if (candidate->isVisible() && candidate->text().remove(u'&') == text)
                return candidate;
        }
        return nullptr;
    }
    QPushButton *button(const QString &text) { return button(m_journey->window(), text); }

    bool says(const QString &text)
    {
        const auto labels = m_journey->window().findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }

    static QByteArray read(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<none>");
    }
    static bool write(const QString &name, const QByteArray &text)
    {
        QFile file(name);
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text) == text.size();
    }
    //! As most editors save: another file in its place.
    static bool replace(const QString &name, const QByteArray &text)
    {
        return write(name + u".new"_s, text) && ::rename(QFile::encodeName(name + u".new"_s).constData(), QFile::encodeName(name).constData()) == 0;
    }

    bool openText(const QByteArray &text)
    {
        bool done = false;
        core::EntryId id;
        m_journey->session()->commands().createEntry(m_store, {u"notes/plan.md"_s, text, {}}).then(
            m_journey->session(), [&](const auto &made) {
                id = made ? made->entry.id : core::EntryId();
                done = true;
            });
        if (!support::eventually([&] { return done; }))
            return false;
        m_journey->workbench().navigator().go({m_store, id, {}});
        return support::eventually([&] { return base() && base()->id == id; });
    }

    QString openElsewhere()
    {
        m_opened.clear();
        m_journey->action("entry.external")->trigger();
        return m_opened.size() == 1 ? m_opened.first().toLocalFile() : QString();
    }

private slots:
    void init()
    {
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openLocal());
        m_journey->workbench().desktop().replace(
            [this](const QUrl &url) {
                m_opened.append(url);
                return true;
            },
            [](const QString &, const QStringList &) { return true; });
        m_opened.clear();
        bool done = false;
        m_journey->session()->commands().createStore({u"project"_s, u"for the test"_s, {}}).then(
            m_journey->session(), [&](const auto &made) {
                m_store = made && made->store ? made->store->id : core::StoreId();
                done = true;
            });
        QTRY_VERIFY(done);
    }
    void cleanup() { m_journey.reset(); }

    void theFileIsPrivateAndExact()
    {
        const QByteArray text = "\xEF\xBB\xBFone\r\ntwo\rthree\xC2\xA0";
        QVERIFY(openText(text));
        const QString file = openElsewhere();
        QVERIFY(!file.isEmpty());
        QCOMPARE(QFileInfo(file).fileName(), u"plan.md"_s);
        QCOMPARE(read(file), text);
        QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
        QCOMPARE(QFileInfo(QFileInfo(file).path()).permissions() & (QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther), QFile::Permissions());
        QVERIFY(says(file)); // said openly
        m_journey->action("tab.close")->trigger();
        QTRY_VERIFY(!QFileInfo::exists(file));
        QVERIFY(!QFileInfo::exists(QFileInfo(file).path()));
    }

    void whatIsSavedThereIsUnsavedTextHere_data()
    {
        QTest::addColumn<bool>("byRename");
        QTest::newRow("in place") << false;
        QTest::newRow("another file in its place") << true;
    }
    void whatIsSavedThereIsUnsavedTextHere()
    {
        QFETCH(bool, byRename);
        QVERIFY(openText("one\r\ntwo"));
        const QString file = openElsewhere();
        for (const QByteArray &text : {QByteArray("first\r\ntwo"), QByteArray("second\r\ntwo\r\n")}) {
            QVERIFY(byRename ? replace(file, text) : write(file, text));
            QTRY_COMPARE(panel().editedBytes(), text);
            QVERIFY(panel().isModified());
        }
        // Each of them was one step.
        panel().editor()->undo();
        QCOMPARE(panel().editedBytes(), "first\r\ntwo");
        panel().editor()->undo();
        QCOMPARE(panel().editedBytes(), "one\r\ntwo");
        panel().editor()->redo();
        panel().editor()->redo();
        m_journey->action("entry.save")->trigger();
        QTRY_VERIFY(!panel().isModified());
        QCOMPARE(base()->content, std::optional<QByteArray>("second\r\ntwo\r\n"));
        QCOMPARE(base()->version, std::optional<qint64>(2));
    }

    void whatIsNoTextIsNotTakenOver_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("said");
        QTest::newRow("not UTF-8") << QByteArray("caf\xE9") << u"not UTF-8 any more, from byte 3"_s;
        QTest::newRow("zero byte") << QByteArray("a\0b", 3) << u"zero byte"_s;
        QTest::newRow("too large") << QByteArray(102'401, 'a') << u"102,401 bytes"_s;
        QTest::newRow("empty") << QByteArray(" \n") << u"empty"_s;
    }
    void whatIsNoTextIsNotTakenOver()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, said);
        QVERIFY(openText("one"));
        const QString file = openElsewhere();
        QVERIFY(write(file, bytes));
        QTRY_VERIFY(says(said));
        QCOMPARE(panel().editedBytes(), QByteArray("one"));
        QVERIFY(write(file, "two")); // mended there
        QTRY_COMPARE(panel().editedBytes(), QByteArray("two"));
        QVERIFY(!says(said));
    }

    void typedHereAndSavedThereIsAsked()
    {
        QVERIFY(openText("one"));
        const QString file = openElsewhere();
        QTest::keyClicks(panel().editor(), u"mine "_s);
        QVERIFY(write(file, "theirs"));
        QTRY_VERIFY(button(u"Mine, into the File"_s));
        QCOMPARE(panel().editedBytes(), QByteArray("mine one"));
        QTest::mouseClick(button(u"Mine, into the File"_s), Qt::LeftButton);
        QCOMPARE(read(file), QByteArray("mine one"));
        QTest::keyClicks(panel().editor(), u"more "_s);
        QVERIFY(write(file, "theirs again"));
        QTRY_VERIFY(button(u"The File’s, Keep Mine as Draft"_s));
        QTest::mouseClick(button(u"The File’s, Keep Mine as Draft"_s), Qt::LeftButton);
        QTRY_COMPARE(panel().editedBytes(), QByteArray("theirs again"));
        QTRY_VERIFY(button(u"Restore"_s)); // what was typed is a draft
        QTest::mouseClick(button(u"Restore"_s), Qt::LeftButton);
        QTRY_COMPARE(panel().editedBytes(), QByteArray("mine more one"));
    }

    //! Saved there, typed here, and the entry is closed without an answer.
    void nothingGoesWithTheFile()
    {
        QVERIFY(openText("one"));
        const core::EntryId id = base()->id;
        const QString file = openElsewhere();
        QTest::keyClicks(panel().editor(), u"mine "_s);
        QVERIFY(write(file, "only there"));
        QTRY_VERIFY(button(u"Mine, into the File"_s));
        m_journey->action("tab.close")->trigger();
        QTRY_VERIFY(!QFileInfo::exists(file));
        QVERIFY(!m_journey->dialog<QDialog>());
        m_journey->workbench().navigator().go({m_store, id, {}});
        QTRY_VERIFY(says(u"There are 2 such texts; this is the newest."_s));
        QTest::mouseClick(button(u"Restore"_s), Qt::LeftButton);
        QTRY_COMPARE(panel().editedBytes(), QByteArray("only there"));
        QTRY_VERIFY(button(u"Restore"_s));
        QTest::mouseClick(button(u"Restore"_s), Qt::LeftButton);
        QTRY_COMPARE(panel().editedBytes(), QByteArray("mine one"));
    }

    //! Before the window has looked at the file again.
    void whatWasSavedThereAMomentAgoIsKept_data()
    {
        QTest::addColumn<bool>("byClosing");
        QTest::newRow("its tab is closed") << true;
        QTest::newRow("another entry comes in its place") << false;
    }
    void whatWasSavedThereAMomentAgoIsKept()
    {
        QFETCH(bool, byClosing);
        QVERIFY(openText("one"));
        const core::EntryId id = base()->id;
        const QString file = openElsewhere();
        QVERIFY(write(file, "one and more"));
        if (byClosing)
            m_journey->action("tab.close")->trigger();
        else
            m_journey->workbench().tabs().current().navigator().setSession(nullptr);
        QTRY_VERIFY(!QFileInfo::exists(file));
        QVERIFY(!m_journey->dialog<QDialog>());
        m_journey->workbench().navigator().go({m_store, {}, {}});
        m_journey->workbench().navigator().go({m_store, id, {}});
        QTRY_VERIFY(base());
        QTRY_VERIFY(button(u"Restore"_s));
        QTest::mouseClick(button(u"Restore"_s), Qt::LeftButton);
        QTRY_COMPARE(panel().editedBytes(), QByteArray("one and more"));
    }

    //! A run that was killed: what was given out goes, what was changed since stays and is told.
    void leftFilesAreClearedUnlessTheyWereChanged()
    {
        QTemporaryDir base;
        const auto leave = [&base](const QString &name, const QByteArray &given, const QByteArray &now) {
            const QString folder = base.path() + u"/palimpsest-edit-"_s + name;
            QDir().mkpath(folder + u"/1/text"_s);
            return write(folder + u"/1/given"_s, QCryptographicHash::hash(given, QCryptographicHash::Sha256).toHex())
                && write(folder + u"/1/text/a.md"_s, now);
        };
        QVERIFY(leave(u"same"_s, "text", "text"));
        QVERIFY(leave(u"changed"_s, "text", "edited on"));
        const QStringList left = controllers::ExternalFiles::clearLeftBehind(base.path());
        QCOMPARE(left, QStringList{base.path() + u"/palimpsest-edit-changed/1/text/a.md"_s});
        QVERIFY(!QFileInfo::exists(base.path() + u"/palimpsest-edit-same"_s));
        QCOMPARE(read(left.first()), QByteArray("edited on"));
    }

    void aLinkShowsWhereItLeadsFirst()
    {
        QVERIFY(openText("See [example.com](https://b\xC3\xBC"
                         "cher.example/x) and [more](javascript:alert(1)).\n"));
        m_journey->action("text.preview")->setChecked(true);
        const auto views = panel().findChildren<widgets::MarkdownView *>();
        QVERIFY(!views.isEmpty());
        auto *view = views.first();
        QTRY_VERIFY(!view->document()->find(u"example.com"_s).isNull());
        const auto clickOn = [view](const QString &text) {
            QTextCursor cursor = view->document()->find(text);
            cursor.setPosition(cursor.selectionStart() + 2);
            QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->cursorRect(cursor).center());
        };
        clickOn(u"example.com"_s);
        auto *dialog = m_journey->dialog<dialogs::LinkDialog>();
        QVERIFY(dialog);
        QVERIFY(says(u"xn--bcher-kva.example"_s));
        QVERIFY(m_opened.isEmpty());
        QTest::mouseClick(button(*dialog, u"Open in Browser"_s), Qt::LeftButton);
        QCOMPARE(m_opened, QList<QUrl>{QUrl(u"https://xn--bcher-kva.example/x"_s)});
        QTRY_VERIFY(!m_journey->dialog<dialogs::LinkDialog>());

        m_opened.clear();
        clickOn(u"more"_s);
        dialog = m_journey->dialog<dialogs::LinkDialog>();
        QVERIFY(dialog);
        QVERIFY(says(u"“javascript:”"_s));
        QVERIFY(!button(*dialog, u"Open in Browser"_s)->isEnabled());
        emit dialog->openRequested("javascript:alert(1)"); // even so
        QVERIFY(m_opened.isEmpty());
    }
};

QTEST_MAIN(TestJourneyExternal)
#include "tst_journey_external.moc"
