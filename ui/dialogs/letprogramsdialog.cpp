// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/letprogramsdialog.h"

#include "ui_letprogramsdialog.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dialogs {

namespace {

//! One word for a POSIX shell, whatever is in it.
QString quoted(const QString &word)
{
    const bool plain = !word.isEmpty() && std::all_of(word.begin(), word.end(), [](QChar c) {
        return c.unicode() < 0x7f && (c.isLetterOrNumber() || u"-_.:/"_s.contains(c));
    });
    return plain ? word : u'\'' + QString(word).replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace

LetProgramsDialog::LetProgramsDialog(QWidget *parent)
    : Sheet(parent), m_ui(std::make_unique<Ui::LetProgramsDialog>())
{
    m_ui->setupUi(this);
    m_action = m_ui->buttonBox->addButton(tr("Turn &On"), QDialogButtonBox::ActionRole);
    adopt({nullptr, m_ui->body, m_ui->buttonBox, m_action});
    setMinimumWidth(fontMetrics().averageCharWidth() * 80);
    const QString line = uR"(curl -H "Authorization: Bearer $QODER_PAT" "$QODER_BASE_URL/memory_stores")"_s;
    m_ui->curlEdit->setText(line);
    // The longest line in whole, where the screen has the room.
    if (const int whole = fontMetrics().horizontalAdvance(line + u"mm"_s); whole <= screen()->availableSize().width() * 3 / 5)
        m_ui->curlEdit->setMinimumWidth(whole);
    m_ui->portHint->setField(m_ui->portBox);
    m_ui->stateLabel->setFocusPolicy(Qt::StrongFocus);

    connect(m_ui->portBox, &QSpinBox::valueChanged, this, [this] { m_ui->portHint->setProblem({}); });
    connect(m_ui->revealBox, &QCheckBox::toggled, this, &LetProgramsDialog::showLines);
    connect(m_ui->urlCopy, &QToolButton::clicked, this, [this] { copy(m_ui->urlEdit->text(), false); });
    connect(m_ui->tokenCopy, &QToolButton::clicked, this,
            [this] { copy(tokenLine(QString::fromLatin1(m_token)), true); });
    connect(m_ui->curlCopy, &QToolButton::clicked, this, [this] { copy(m_ui->curlEdit->text(), false); });
    connect(m_action, &QPushButton::clicked, this, [this] {
        m_ui->portHint->setProblem({});
        setBusy(m_running ? tr("Turning it off…") : tr("Turning it on…"));
        if (m_running)
            emit endRequested();
        else
            emit startRequested(quint16(m_ui->portBox->value()));
    });
    showState();
    m_ui->portBox->setFocus();
}

LetProgramsDialog::~LetProgramsDialog() = default;

void LetProgramsDialog::setPort(quint16 port)
{
    m_ui->portBox->setValue(port);
}

void LetProgramsDialog::setStopped()
{
    m_running = false;
    m_baseUrl.clear();
    m_token.clear();
    setIdle();
    showState();
}

void LetProgramsDialog::setRunning(const QString &baseUrl, const QByteArray &token)
{
    m_running = true;
    m_baseUrl = baseUrl;
    m_token = token;
    m_ui->portHint->setProblem({});
    setIdle();
    showState();
    m_ui->urlCopy->setFocus(); // what is done next; the field for the port is off
}

void LetProgramsDialog::showPortProblem(const QString &sentence)
{
    setStopped();
    m_ui->portHint->setProblem(sentence);
    m_ui->portHint->show();
    m_ui->portBox->setFocus();
    m_ui->portBox->selectAll();
}

void LetProgramsDialog::showState()
{
    m_action->setText(m_running ? tr("Turn &Off") : tr("Turn &On"));
    m_ui->portBox->setEnabled(!m_running);
    m_ui->portHint->setHint(m_running ? tr("To change the port, turn it off first.") : QString());
    m_ui->portHint->setVisible(!m_ui->portHint->text().isEmpty());
    m_ui->stateLabel->setText(m_running ? tr("On, at %1").arg(m_baseUrl)
                                        : tr("Off. Only this window can use the Local workspace."));
    m_ui->lines->setEnabled(m_running);
    if (!m_running)
        m_ui->revealBox->setChecked(false);
    showLines();
}

void LetProgramsDialog::showLines()
{
    m_ui->urlEdit->setText(m_running ? u"export QODER_BASE_URL="_s + quoted(m_baseUrl) : QString());
    m_ui->tokenEdit->setText(!m_running                        ? QString()
                                 : m_ui->revealBox->isChecked() ? tokenLine(QString::fromLatin1(m_token))
                                                                : u"export QODER_PAT=••••••••"_s);
    m_ui->urlEdit->setCursorPosition(0);
    m_ui->tokenEdit->setCursorPosition(0);
    m_ui->curlEdit->setCursorPosition(0);
}

QString LetProgramsDialog::tokenLine(const QString &token) const
{
    return u"export QODER_PAT="_s + quoted(token);
}

void LetProgramsDialog::copy(const QString &line, bool secret)
{
    auto *mime = new QMimeData;
    mime->setText(line);
    if (secret) // clipboard managers that know this do not keep it
        mime->setData(u"x-kde-passwordManagerHint"_s, "secret");
    QApplication::clipboard()->setMimeData(mime);
}

} // namespace dialogs
