// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/fieldhint.h"
#include "ui/dialogs/letprogramsdialog.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using dialogs::LetProgramsDialog;

class TestLetProgramsDialog : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void offAtFirst();
    void turnsOnAndOff();
    void tokenIsMaskedUntilAskedFor();
    void copiesWholeLines();
    void oddTokensAreQuoted();
    void portProblemStandsBesideThePort();
    void keysAlone();

private:
    template<typename T>
    T *find(const char *name) const
    {
        auto *found = m_dialog->findChild<T *>(QString::fromLatin1(name));
        Q_ASSERT(found);
        return found;
    }
    [[nodiscard]] QString line(const char *name) const { return find<QLineEdit>(name)->text(); }
    [[nodiscard]] QPushButton *action() const;
    [[nodiscard]] QString copied(const char *button) const
    {
        find<QToolButton>(button)->click();
        return QApplication::clipboard()->text();
    }

    std::unique_ptr<LetProgramsDialog> m_dialog;
    const QString m_url = u"http://127.0.0.1:9000/api/v1/cloud"_s;
};

void TestLetProgramsDialog::init()
{
    m_dialog = std::make_unique<LetProgramsDialog>();
    m_dialog->setPort(9000);
    m_dialog->open();
    m_dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
}

QPushButton *TestLetProgramsDialog::action() const
{
    for (auto *button : m_dialog->findChildren<QPushButton *>()) {
        if (button->text().startsWith(u"Turn"_s))
            return button;
    }
    return nullptr;
}

void TestLetProgramsDialog::offAtFirst()
{
    QVERIFY(!m_dialog->isRunning());
    QVERIFY(find<QLabel>("stateLabel")->text().startsWith(u"Off"_s));
    QVERIFY(!find<QGroupBox>("lines")->isEnabled());
    QCOMPARE(line("urlEdit"), QString());
    QCOMPARE(find<QSpinBox>("portBox")->value(), 9000);
    QCOMPARE(find<QSpinBox>("portBox")->minimum(), 1024);
}

void TestLetProgramsDialog::turnsOnAndOff()
{
    QSignalSpy start(m_dialog.get(), &LetProgramsDialog::startRequested);
    QSignalSpy stop(m_dialog.get(), &LetProgramsDialog::endRequested);
    action()->click();
    QCOMPARE(start.size(), 1);
    QCOMPARE(start.first().first().value<quint16>(), quint16(9000));
    QVERIFY(!action()->isEnabled()); // busy
    m_dialog->setRunning(m_url, "local-abc");
    QCOMPARE(line("urlEdit"), u"export QODER_BASE_URL=http://127.0.0.1:9000/api/v1/cloud"_s);
    QVERIFY(find<QLabel>("stateLabel")->text().contains(m_url));
    QVERIFY(!find<QSpinBox>("portBox")->isEnabled());
    QVERIFY(find<QGroupBox>("lines")->isEnabled());
    action()->click();
    QCOMPARE(stop.size(), 1);
    m_dialog->setStopped();
    QVERIFY(find<QSpinBox>("portBox")->isEnabled());
    QCOMPARE(line("tokenEdit"), QString());
    QCOMPARE(start.size(), 1);
}

void TestLetProgramsDialog::tokenIsMaskedUntilAskedFor()
{
    m_dialog->setRunning(m_url, "local-abc");
    QCOMPARE(line("tokenEdit"), u"export QODER_PAT=••••••••"_s);
    find<QCheckBox>("revealBox")->click();
    QCOMPARE(line("tokenEdit"), u"export QODER_PAT=local-abc"_s);
    find<QCheckBox>("revealBox")->click();
    QVERIFY(!line("tokenEdit").contains("local"_L1));
    find<QCheckBox>("revealBox")->click();
    m_dialog->setStopped();
    m_dialog->setRunning(m_url, "local-def");
    QVERIFY(!line("tokenEdit").contains("local"_L1)); // each time anew
}

void TestLetProgramsDialog::copiesWholeLines()
{
    m_dialog->setRunning(m_url, "local-abc");
    QCOMPARE(copied("urlCopy"), u"export QODER_BASE_URL=http://127.0.0.1:9000/api/v1/cloud"_s);
    QCOMPARE(copied("tokenCopy"), u"export QODER_PAT=local-abc"_s); // though it is masked on the screen
    QVERIFY(QApplication::clipboard()->mimeData()->hasFormat(u"x-kde-passwordManagerHint"_s));
    QCOMPARE(copied("curlCopy"), u"curl -H \"Authorization: Bearer $QODER_PAT\" \"$QODER_BASE_URL/memory_stores\""_s);
    QVERIFY(!QApplication::clipboard()->mimeData()->hasFormat(u"x-kde-passwordManagerHint"_s));
}

void TestLetProgramsDialog::oddTokensAreQuoted()
{
    m_dialog->setRunning(m_url, "a$b'c`d");
    QCOMPARE(copied("tokenCopy"), u"export QODER_PAT='a$b'\\''c`d'"_s);
}

void TestLetProgramsDialog::portProblemStandsBesideThePort()
{
    action()->click();
    m_dialog->showPortProblem(u"Another program uses port 9000."_s);
    auto *hint = find<dialogs::FieldHint>("portHint");
    QVERIFY(hint->isVisible());
    QCOMPARE(hint->problem(), u"Another program uses port 9000."_s);
    QVERIFY(find<QSpinBox>("portBox")->isEnabled());
    QVERIFY(action()->isEnabled());
    find<QSpinBox>("portBox")->setValue(9001);
    QCOMPARE(hint->problem(), QString());
    m_dialog->showPortProblem(u"Another program uses port 9001."_s);
    m_dialog->setRunning(m_url, "local-abc");
    QCOMPARE(hint->problem(), QString());
    auto *state = find<QLabel>("stateLabel");
    QTRY_VERIFY(state->height() >= state->heightForWidth(state->width())); // the whole address is there
    QVERIFY(state->width() >= state->fontMetrics().horizontalAdvance(m_url));
}

void TestLetProgramsDialog::keysAlone()
{
    QSignalSpy start(m_dialog.get(), &LetProgramsDialog::startRequested);
    auto *port = find<QSpinBox>("portBox");
    QCOMPARE(m_dialog->focusWidget(), port);
    port->selectAll();
    QTest::keyClicks(port, u"12345"_s);
    QTest::keyClick(m_dialog.get(), Qt::Key_O, Qt::AltModifier);
    QTRY_COMPARE(start.size(), 1);
    QCOMPARE(start.first().first().value<quint16>(), quint16(12345));
    m_dialog->setRunning(m_url, "local-abc");
    for (QWidget *widget : m_dialog->findChildren<QWidget *>()) {
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        const auto *label = qobject_cast<QLabel *>(widget); // its text is its name
        const bool inner = qobject_cast<QSpinBox *>(widget->parentWidget());
        if (widget->focusPolicy() != Qt::NoFocus && widget->isVisible() && !inner)
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty())
                         || (label && !label->text().isEmpty()),
                     qPrintable(widget->objectName()));
    }
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
}

QTEST_MAIN(TestLetProgramsDialog)
#include "tst_letprogramsdialog.moc"
