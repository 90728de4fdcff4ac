// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/lostracedialog.h"

#include "text/visible.h"
#include "ui/presentation/sizes.h"
#include "ui_lostracedialog.h"

#include <QPushButton>
#include <QTimer>

namespace dialogs {

namespace {

constexpr int CompareDelayMs = 250; // typing is not compared key by key

} // namespace

LostRaceDialog::LostRaceDialog(QWidget *parent)
    : Sheet(parent)
    , m_ui(std::make_unique<Ui::LostRaceDialog>())
    , m_compareDelay(new QTimer(this))
{
    m_ui->setupUi(this);
    auto *save = m_ui->buttonBox->addButton(tr("&Save Mine over Theirs"), QDialogButtonBox::AcceptRole);
    auto *take = m_ui->buttonBox->addButton(tr("&Take Theirs"), QDialogButtonBox::DestructiveRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, save, true});
    save->setAccessibleDescription(
        tr("Your text as it stands here becomes the newest version; theirs stays in the history."));
    take->setAccessibleDescription(tr("Your changes are dropped; the editor shows their text."));
    save->setToolTip(save->accessibleDescription());
    take->setToolTip(take->accessibleDescription());
    m_ui->mineHint->setField(m_ui->mineEdit);
    m_ui->splitter->setStretchFactor(0, 3);
    m_ui->splitter->setStretchFactor(1, 2);
    m_ui->mineEdit->setMinimumHeight(fontMetrics().lineSpacing() * 5);
    m_ui->mineEdit->setTabChangesFocus(true); // a dialog can be left by the keyboard
    m_ui->diffView->setMinimumHeight(fontMetrics().lineSpacing() * 8);
    resize(fontMetrics().averageCharWidth() * 120, fontMetrics().lineSpacing() * 36);

    m_compareDelay->setSingleShot(true);
    m_compareDelay->setInterval(CompareDelayMs);
    connect(m_compareDelay, &QTimer::timeout, this, &LostRaceDialog::compare);
    connect(m_ui->mineEdit, &widgets::TextEditor::textChanged, m_compareDelay, qOverload<>(&QTimer::start));
    connect(m_ui->mineEdit, &widgets::TextEditor::byteCountChanged, this, &LostRaceDialog::check);
    connect(take, &QPushButton::clicked, this, &LostRaceDialog::takeTheirsRequested);
    connect(save, &QPushButton::clicked, this, [this] { emit saveMineRequested(mine()); });
    m_ui->diffView->setFocus();
}

LostRaceDialog::~LostRaceDialog() = default;

void LostRaceDialog::setFacts(const LostRaceFacts &facts)
{
    m_facts = facts;
    setTarget(facts.target);
    m_ui->questionLabel->setText(
        tr("“%1” was changed by someone else while you were editing.").arg(text::visible(facts.path)));
    m_ui->mineEdit->setBytes(facts.mine);
    setTheirs(facts.theirs, facts.theirLabel);
}

void LostRaceDialog::setTheirs(const QByteArray &theirs, const QString &theirLabel)
{
    m_facts.theirs = theirs;
    m_facts.theirLabel = theirLabel;
    m_ui->textLabel->setText(
        tr("Nothing was overwritten. The service now has %1. Take it, or save your text over it: as it "
           "is, or after editing it below. Whatever you do, both stay in the history once saved.")
            .arg(theirLabel));
    compare();
    check();
}

QByteArray LostRaceDialog::mine() const { return m_ui->mineEdit->bytes(); }

void LostRaceDialog::compare()
{
    m_ui->diffView->setTexts(
        {tr("Theirs: %1").arg(m_facts.theirLabel), m_facts.theirs}, {tr("Yours, not saved"), mine()});
}

void LostRaceDialog::check()
{
    const auto bytes = m_ui->mineEdit->byteCount();
    const bool tooLarge = m_facts.maxBytes > 0 && bytes > m_facts.maxBytes;
    m_ui->mineHint->setHint(
        m_facts.maxBytes > 0 ? presentation::sizeOfLimit(bytes, m_facts.maxBytes) : presentation::exactSizeText(bytes));
    const QString problem = tooLarge
        ? tr("Too large to be saved: %1.").arg(presentation::sizeOfLimit(bytes, m_facts.maxBytes))
        : QString();
    m_ui->mineHint->setProblem(problem);
    setActionReason(problem);
}

} // namespace dialogs
