// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/mergedialog.h"

#include "text/visible.h"
#include "ui/presentation/sizes.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/plaintooltip.h"
#include "ui_mergedialog.h"

#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QTimer>

namespace dialogs {

using text::Take;

namespace {

constexpr int CompareDelayMs = 250; // typing is not compared key by key
constexpr qsizetype InBackground = 256 * 1024; // bytes of all texts, above which they leave the window's thread

} // namespace

MergeDialog::MergeDialog(QWidget *parent)
    : Sheet(parent)
    , m_ui(std::make_unique<Ui::MergeDialog>())
    , m_compareDelay(new QTimer(this))
{
    m_pool.setMaxThreadCount(1);
    m_ui->setupUi(this);
    setUpButtons();
    setUpConflictBar();
    m_ui->resultHint->setField(m_ui->resultEdit);
    m_ui->splitter->setStretchFactor(0, 1);
    m_ui->splitter->setStretchFactor(1, 1);
    m_ui->resultEdit->setMinimumHeight(fontMetrics().lineSpacing() * 5);
    m_ui->diffView->setMinimumHeight(fontMetrics().lineSpacing() * 6);
    m_ui->resultEdit->setTabChangesFocus(true); // a dialog can be left by the keyboard
    resize(fontMetrics().averageCharWidth() * 130, fontMetrics().lineSpacing() * 42);

    m_compareDelay->setSingleShot(true);
    m_compareDelay->setInterval(CompareDelayMs);
    connect(m_compareDelay, &QTimer::timeout, this, &MergeDialog::compare);
    connect(m_ui->compareCombo, &QComboBox::currentIndexChanged, this, &MergeDialog::compare);
    connect(m_ui->resultEdit, &widgets::TextEditor::textChanged, this, [this] {
        if (pair() == Pair::ResultTheirs)
            m_compareDelay->start();
    });
    connect(m_ui->resultEdit, &widgets::TextEditor::byteCountChanged, this, &MergeDialog::updateState);
    connect(m_ui->resultEdit, &widgets::MergeResult::conflictsChanged, this, &MergeDialog::updateState);
    connect(m_ui->resultEdit, &widgets::MergeResult::currentConflictChanged, this, [this] {
        updateState();
        showSpot();
    });
    m_ui->resultEdit->setFocus();
}

MergeDialog::~MergeDialog()
{
    m_call.abandon();
}

void MergeDialog::setUpButtons()
{
    m_save = m_ui->buttonBox->addButton(tr("&Save Merged Text"), QDialogButtonBox::AcceptRole);
    m_drop = m_ui->buttonBox->addButton(tr("&Drop Mine, Take Theirs"), QDialogButtonBox::DestructiveRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, m_save, true});
    connect(m_drop, &QPushButton::clicked, this, &MergeDialog::takeTheirsRequested);
    connect(m_save, &QPushButton::clicked, this, [this] {
        if (whyNot().isEmpty())
            emit saveRequested(result());
    });
}

void MergeDialog::setUpConflictBar()
{
    auto *flow = new widgets::FlowLayout(m_ui->conflictBar);
    for (QPushButton *button : {m_ui->previousButton, m_ui->nextButton, m_ui->mineButton, m_ui->theirsButton,
             m_ui->mineTheirsButton, m_ui->theirsMineButton, m_ui->acceptButton, m_ui->allButton})
        flow->addWidget(button);
    // By its key a button clicks some time after it was pressed, and F7 may have come in between.
    const auto noticing = [this](QPushButton *button) {
        connect(button, &QPushButton::pressed, this,
                [this, button] { m_pressedAt[button] = m_ui->resultEdit->currentConflict(); });
    };
    const auto taking = [this, noticing](QPushButton *button, Take piece) {
        noticing(button);
        connect(button, &QPushButton::clicked, this, [this, button, piece] {
            m_ui->resultEdit->take(m_pressedAt.value(button, -1), piece);
            showSpot();
        });
    };
    taking(m_ui->mineButton, Take::Mine);
    taking(m_ui->theirsButton, Take::Theirs);
    taking(m_ui->mineTheirsButton, Take::MineThenTheirs);
    taking(m_ui->theirsMineButton, Take::TheirsThenMine);
    noticing(m_ui->acceptButton);
    connect(m_ui->acceptButton, &QPushButton::clicked, this,
            [this] { m_ui->resultEdit->accept(m_pressedAt.value(m_ui->acceptButton, -1)); });
    connect(m_ui->nextButton, &QPushButton::clicked, m_ui->resultEdit, &widgets::MergeResult::nextConflict);
    connect(m_ui->previousButton, &QPushButton::clicked, m_ui->resultEdit, &widgets::MergeResult::previousConflict);

    auto *menu = new QMenu(m_ui->allButton);
    const auto all = [this, menu](const QString &text, Take piece) {
        connect(menu->addAction(text), &QAction::triggered, this,
                [this, piece] { m_ui->resultEdit->takeForOpen(piece); });
    };
    all(tr("&Mine"), Take::Mine);
    all(tr("&Theirs"), Take::Theirs);
    all(tr("Mine, Then Theirs"), Take::MineThenTheirs);
    m_ui->allButton->setMenu(menu);

    const auto key = [this](const QKeySequence &keys, void (widgets::MergeResult::*walk)()) {
        connect(new QShortcut(keys, this), &QShortcut::activated, m_ui->resultEdit, walk);
    };
    key(Qt::Key_F7, &widgets::MergeResult::nextConflict);
    key(Qt::SHIFT | Qt::Key_F7, &widgets::MergeResult::previousConflict);
}

void MergeDialog::setFacts(const MergeFacts &facts)
{
    const bool same = m_ready && facts.base == m_facts.base && facts.mine == m_facts.mine && facts.theirs == m_facts.theirs;
    m_facts = facts;
    setTarget(facts.target);
    const QString path = text::visible(facts.path);
    m_ui->questionLabel->setText(facts.again ? tr("“%1” was changed once more while you merged.").arg(path)
                                             : tr("“%1” was changed by someone else while you were editing.").arg(path));
    if (!facts.takenBack.isEmpty()) {
        setWindowTitle(tr("Take Back a Change"));
        m_ui->questionLabel->setText(
            tr("What %1 changed in “%2” was changed again later, in the same places.").arg(facts.takenBack, path));
        m_save->setText(tr("&Use Merged Text"));
    }
    m_drop->setVisible(facts.takenBack.isEmpty());
    m_ui->factsLabel->setText(facts.theirsFacts);
    m_ui->factsLabel->setVisible(!facts.theirsFacts.isEmpty());
    const QStringList lines = facts.theirsFacts.split(u'\n');
    for (const QString &line : lines) // a hash is one word, and no label breaks one
        setMinimumWidth(qMax(minimumWidth(), m_ui->factsLabel->fontMetrics().horizontalAdvance(line.section(u' ', -1)) + 40));
    if (!same)
        start();
}

void MergeDialog::start()
{
    m_call.abandon();
    m_ready = false;
    const QByteArray base = m_facts.base;
    const QByteArray mine = m_facts.mine;
    const QByteArray theirs = m_facts.theirs;
    if (base.size() + mine.size() + theirs.size() <= InBackground) {
        adoptMerge(text::merge(base, mine, theirs));
        return;
    }
    setBusy(tr("Merging…"));
    m_call = core::inBackground<text::Merge>(m_pool, [base, mine, theirs](const core::CancelFlag &cancel) {
        return core::Result<text::Merge>(text::merge(base, mine, theirs, cancel));
    });
    m_call.then(this, [this](const core::Result<text::Merge> &merge) {
        setIdle();
        if (merge && merge->state != text::MergeState::Cancelled)
            adoptMerge(*merge);
    });
}

void MergeDialog::adoptMerge(const text::Merge &merge)
{
    m_ready = true;
    m_ui->resultEdit->setMerge(merge);
    const int theirsAlone = m_ui->resultEdit->mergedCount(text::RegionKind::Theirs);
    QString words = tr("Nothing was overwritten: the service now has %1, and your text was made from %2.")
                        .arg(m_facts.theirsLabel, m_facts.baseLabel);
    if (m_facts.restored)
        words = tr("Theirs is %1; the service has %2.").arg(m_facts.theirsLabel, m_facts.baseLabel);
    if (!m_facts.takenBack.isEmpty())
        words = tr("Mine is the text in the editor; theirs is the text before that change: %1. Nothing is saved by this.")
                    .arg(m_facts.theirsLabel);
    if (merge.state == text::MergeState::TooLarge)
        words += u' ' + tr("The texts are too large to be merged line by line.");
    else if (m_ui->resultEdit->conflictCount() == 0)
        words += u' ' + tr("The changes do not touch each other, so both are in the result below. Look at it and save.");
    else if (theirsAlone == 1)
        words += u' ' + tr("One of their changes is merged into the result below by itself.");
    else if (theirsAlone > 0)
        words += u' ' + tr("%n of their changes are merged into the result below by themselves.", nullptr, theirsAlone);
    m_ui->textLabel->setText(words);
    m_ui->conflictBar->setVisible(m_ui->resultEdit->conflictCount() > 0);
    compare();
    updateState();
}

QByteArray MergeDialog::result() const
{
    return m_ui->resultEdit->bytes();
}

widgets::MergeResult *MergeDialog::resultEditor() const
{
    return m_ui->resultEdit;
}

MergeDialog::Pair MergeDialog::pair() const
{
    return Pair(m_ui->compareCombo->currentIndex());
}

void MergeDialog::compare()
{
    const widgets::DiffSide base{tr("Base: %1").arg(m_facts.baseLabel), m_facts.base};
    const widgets::DiffSide mine{tr("Mine, not saved"), m_facts.mine};
    const widgets::DiffSide theirs{tr("Theirs: %1").arg(m_facts.theirsLabel), m_facts.theirs};
    switch (pair()) {
    case Pair::MineTheirs:
        m_ui->diffView->setTexts(mine, theirs);
        break;
    case Pair::BaseMine:
        m_ui->diffView->setTexts(base, mine);
        break;
    case Pair::BaseTheirs:
        m_ui->diffView->setTexts(base, theirs);
        break;
    case Pair::ResultTheirs:
        m_ui->diffView->setTexts({tr("Result, not saved"), result()}, theirs);
        break;
    }
    showSpot();
}

//! The conflict at hand, in the comparison above.
void MergeDialog::showSpot()
{
    const widgets::MergeResult *merged = m_ui->resultEdit;
    const int index = merged->currentConflict();
    if (index < 0)
        return;
    const auto lines = [](const text::Span &span) { return text::Range{span.line, span.lines}; };
    const text::Region &region = merged->conflict(index);
    switch (pair()) {
    case Pair::MineTheirs:
        return m_ui->diffView->setSpot(lines(region.mine), lines(region.theirs));
    case Pair::BaseMine:
        return m_ui->diffView->setSpot(lines(region.base), lines(region.mine));
    case Pair::BaseTheirs:
        return m_ui->diffView->setSpot(lines(region.base), lines(region.theirs));
    case Pair::ResultTheirs:
        return m_ui->diffView->setSpot(merged->linesOf(index), lines(region.theirs));
    }
}

QString MergeDialog::whyNot() const
{
    if (!m_ready)
        return tr("The texts are still being compared.");
    const int open = m_ui->resultEdit->openCount();
    if (open == 1)
        return tr("One conflict is not decided yet. F7 goes to it.");
    if (open > 0)
        return tr("%n conflicts are not decided yet. F7 goes to the next one.", nullptr, open);
    const qsizetype bytes = m_ui->resultEdit->byteCount();
    if (m_facts.maxBytes > 0 && bytes > m_facts.maxBytes)
        return tr("Too large to be saved: %1.").arg(presentation::sizeOfLimit(bytes, m_facts.maxBytes));
    if (result().trimmed().isEmpty()) // trims what the service trims
        return tr("The service does not take an empty text.");
    return {};
}

void MergeDialog::updateState()
{
    const widgets::MergeResult *merged = m_ui->resultEdit;
    const QString reason = whyNot();
    setActionReason(reason);
    if (!isBusy()) {
        const auto describe = [](QPushButton *button, const QString &words) {
            button->setAccessibleDescription(words);
            button->setToolTip(widgets::plainToolTip(words));
        };
        describe(m_drop, tr("Your changes are dropped; the editor shows their text."));
        if (reason.isEmpty())
            describe(m_save, m_facts.takenBack.isEmpty()
                                 ? tr("Your merged text becomes the newest version; theirs stays in the history.")
                                 : tr("The merged text becomes an unsaved edit."));
    }

    const qsizetype bytes = merged->byteCount();
    m_ui->resultHint->setHint(m_facts.maxBytes > 0 ? presentation::sizeOfLimit(bytes, m_facts.maxBytes)
                                                   : presentation::exactSizeText(bytes));
    m_ui->resultHint->setProblem(merged->openCount() == 0 ? reason : QString());

    const int index = merged->currentConflict();
    QString words = tr("No conflicts: the result can be saved.");
    if (merged->conflictCount() > 0) {
        const QString left = merged->openCount() == 0
            ? tr("All are decided.")
            : (merged->openCount() == 1 ? tr("1 is left to decide.")
                                        : tr("%n are left to decide.", nullptr, merged->openCount()));
        //: %1 of %2 conflicts; %3 says what was taken ("not decided", "mine"); %4 is a sentence
        words = tr("Conflict %1 of %2: %3. %4")
                    .arg(QString::number(index + 1), QString::number(merged->conflictCount()),
                         index < 0 ? QString() : merged->words(index), left);
    }
    if (m_ui->conflictLabel->text() != words)
        m_ui->conflictLabel->setText(words);
    m_ui->acceptButton->setEnabled(index >= 0 && merged->isOpen(index));
    m_ui->allButton->setEnabled(merged->openCount() > 0);
}

} // namespace dialogs
