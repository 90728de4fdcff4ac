// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/plandialog.h"

#include "text/visible.h"
#include "ui/dialogs/whynot.h"
#include "ui/presentation/presentedplan.h"
#include "ui/presentation/sizes.h"
#include "ui_plandialog.h"

#include <QHeaderView>
#include <QPushButton>
#include <QStyledItemDelegate>

namespace dialogs {

namespace {

constexpr int unfinished = -2; //!< beside the kinds, in the box

//! The table elides paths in the middle, where they differ least; a sentence says most at its beginning.
class Sentences : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->textElideMode = Qt::ElideRight;
    }
};

} // namespace

PlanDialog::PlanDialog(Purpose purpose, presentation::PresentedPlan &plan, QWidget *parent)
    : Sheet(parent), m_ui(std::make_unique<Ui::PlanDialog>()), m_purpose(purpose), m_plan(plan)
{
    m_ui->setupUi(this);
    setWindowTitle(purpose == Purpose::Import ? tr("Import")
                       : purpose == Purpose::Copy ? tr("Copy")
                                                  : tr("Restore to a Moment"));
    m_run = m_ui->buttonBox->addButton(verb(), QDialogButtonBox::AcceptRole);
    m_export = m_ui->buttonBox->addButton(tr("E&xport What Is Deleted First…"), QDialogButtonBox::ActionRole);
    m_export->hide();
    m_ui->noteLabel->hide();
    m_retry = m_ui->buttonBox->addButton(tr("&Retry What Failed"), QDialogButtonBox::ActionRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, m_run});
    m_ui->table->setModel(&plan);
    m_ui->table->sortByColumn(models::PlanModel::PathColumn, Qt::AscendingOrder);
    QHeaderView *header = m_ui->table->header();
    header->setStretchLastSection(true);
    header->setAccessibleName(tr("Columns"));
    const int letter = fontMetrics().averageCharWidth();
    header->resizeSection(models::PlanModel::PathColumn, letter * 42);
    header->resizeSection(models::PlanModel::KindColumn, letter * 12);
    header->resizeSection(models::PlanModel::SizeColumn, letter * 11);
    m_ui->table->setItemDelegateForColumn(models::PlanModel::ReasonColumn, new Sentences(this));
    m_ui->table->setMinimumHeight(fontMetrics().lineSpacing() * 8);
    m_ui->folderCheck->hide();
    resize(letter * 125, fontMetrics().lineSpacing() * 34);

    connect(m_ui->folderCheck, &QCheckBox::toggled, this, &PlanDialog::keepFolderChanged);
    connect(m_ui->kindBox, &QComboBox::activated, this, &PlanDialog::applyKind);
    connect(m_ui->allButton, &QPushButton::clicked, this, [this] { emit choiceRequested(shownRows(), true); });
    connect(m_ui->noneButton, &QPushButton::clicked, this, [this] { emit choiceRequested(shownRows(), false); });
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_stage == Stage::Planning)
            emit planNowRequested();
        else
            emit runRequested();
    });
    connect(m_export, &QPushButton::clicked, this, &PlanDialog::exportRequested);
    connect(m_retry, &QPushButton::clicked, this, &PlanDialog::retryRequested);
    connect(&model(), &models::PlanModel::chosenChanged, this, &PlanDialog::updateChoice);
    connect(&plan, &QAbstractItemModel::dataChanged, this, &PlanDialog::updateReason);
    connect(m_ui->table->selectionModel(), &QItemSelectionModel::currentChanged, this, &PlanDialog::updateReason);
    setStage(Stage::Planning);
}

PlanDialog::~PlanDialog() = default;

const models::PlanModel &PlanDialog::model() const
{
    return *qobject_cast<const models::PlanModel *>(m_plan.sourceModel());
}

QString PlanDialog::verb() const
{
    switch (m_purpose) {
    case Purpose::Import: return tr("&Import");
    case Purpose::Copy: return tr("&Copy");
    case Purpose::Restore: return tr("&Restore");
    }
    return {};
}

void PlanDialog::setNote(const QString &note)
{
    m_ui->noteLabel->setText(note);
    m_ui->noteLabel->setVisible(!note.isEmpty());
}

void PlanDialog::offerPlanNow(bool possible)
{
    m_planNow = possible;
    if (m_stage == Stage::Planning)
        setStage(m_stage);
}

void PlanDialog::setExportAbove(int deletions)
{
    m_exportAbove = deletions;
    updateChoice();
}

void PlanDialog::setStage(Stage stage)
{
    m_stage = stage;
    const bool planning = stage == Stage::Planning;
    const bool running = stage == Stage::Running;
    m_ui->progressBar->setVisible(planning || running);
    m_ui->resultLabel->setVisible(stage == Stage::Ended);
    m_ui->deletionLabel->setVisible(stage == Stage::Ready && !m_ui->deletionLabel->text().isEmpty());
    setReason(*m_ui->folderCheck, stage == Stage::Ready ? QString() : tr("This was decided before it was begun."));
    m_ui->allButton->setVisible(stage == Stage::Ready || planning);
    m_ui->noneButton->setVisible(stage == Stage::Ready || planning);
    m_ui->body->setEnabled(!planning);
    m_run->setVisible(stage == Stage::Planning || stage == Stage::Ready);
    m_retry->setVisible(false);
    QPushButton *cancel = m_ui->buttonBox->button(QDialogButtonBox::Cancel);
    setStoppable(running);
    cancel->setText(running ? tr("&Stop") : stage == Stage::Ended ? tr("&Close") : tr("Cancel"));
    cancel->setDefault(stage == Stage::Ended);
    m_run->setDefault(stage == Stage::Ready);
    const bool planNow = planning && m_planNow;
    m_run->setText(planNow ? tr("Plan with What Is &Known") : verb());
    m_export->setVisible(false);
    setActionReason(planNow                          ? QString()
                        : stage != Stage::Ready      ? tr("The plan is still being made.")
                        : model().chosenCount() == 0 ? tr("Tick at least one item.")
                                                     : QString());
    updateReason();
}

void PlanDialog::showPlanning(const QString &text)
{
    if (m_stage != Stage::Planning)
        setStage(Stage::Planning);
    m_ui->summaryLabel->setText(text);
    m_ui->progressBar->setRange(0, 0);
}

void PlanDialog::showPlan()
{
    setIdle();
    fillKinds();
    setStage(Stage::Ready);
    updateChoice();
    if (!m_ui->table->currentIndex().isValid() && m_plan.rowCount() > 0)
        m_ui->table->setCurrentIndex(m_plan.index(0, 0));
    m_ui->table->setFocus();
}

void PlanDialog::setTopFolder(const QString &name, bool keep)
{
    const QSignalBlocker quiet(m_ui->folderCheck);
    m_ui->folderCheck->setText(
        //: %1 is the name of a folder
        tr("&Put everything into the folder “%1”").arg(text::visible(name).replace(QLatin1Char('&'), QLatin1String("&&"))));
    m_ui->folderCheck->setChecked(keep);
    m_ui->folderCheck->setVisible(!name.isEmpty());
}

void PlanDialog::fillKinds()
{
    const auto counts = model().counts();
    const QLocale locale;
    m_ui->kindBox->clear();
    m_ui->kindBox->addItem(tr("Everything (%1)").arg(locale.toString(model().rowCount())), -1);
    for (int kind = 0; kind < models::planKinds; ++kind) {
        if (const int count = counts.at(size_t(kind)); count > 0)
            //: %1 is "new", "changed" …, %2 a number
            m_ui->kindBox->addItem(tr("Only %1 (%2)").arg(presentation::planKindText(models::PlanKind(kind)),
                                                           locale.toString(count)),
                                   kind);
    }
    m_plan.setKind(std::nullopt);
}

void PlanDialog::applyKind()
{
    const int kind = m_ui->kindBox->currentData().toInt();
    if (kind == unfinished)
        m_plan.setUnfinishedOnly(true);
    else
        m_plan.setKind(kind < 0 ? std::nullopt : std::optional(models::PlanKind(kind)));
}

QModelIndexList PlanDialog::shownRows() const
{
    QModelIndexList rows;
    for (int row = 0; row < m_plan.rowCount(); ++row)
        rows.append(m_plan.index(row, 0));
    return rows;
}

void PlanDialog::updateChoice()
{
    if (m_stage != Stage::Ready)
        return;
    const int chosen = model().chosenCount();
    const QString items = chosen == 1 ? tr("1 item is ticked") : tr("%n items are ticked", nullptr, chosen);
    //: %1 is "12 new, 3 changed", %2 "12 items are ticked", %3 a size
    m_ui->summaryLabel->setText(tr("Found: %1. %2, %3. Nothing is written yet.")
                                    .arg(presentation::planCountsText(model().counts()), items,
                                         presentation::sizeText(model().chosenBytes())));
    const int deletions = model().chosenCount(models::PlanKind::Delete);
    m_ui->deletionLabel->setText(deletions == 0       ? QString()
                                     : deletions == 1 ? tr("1 entry is deleted, because it was not there then. That can be undone while the window is open.")
                                                      : tr("%n entries are deleted, because they were not there then. That can be undone while the window is open.", nullptr, deletions));
    m_ui->deletionLabel->setVisible(deletions > 0);
    m_export->setVisible(m_exportAbove >= 0 && deletions > m_exportAbove);
    setActionReason(chosen > 0 ? QString() : tr("Tick at least one item."));
}

//! The row's sentence in full: the table may be too narrow for it.
void PlanDialog::updateReason()
{
    const QModelIndex current = m_ui->table->currentIndex();
    const QString path = current.siblingAtColumn(models::PlanModel::PathColumn).data().toString();
    const QString reason = current.siblingAtColumn(models::PlanModel::ReasonColumn).data().toString();
    m_ui->reasonLabel->setText(reason.isEmpty() ? path : tr("%1: %2", "a path and a sentence").arg(path, reason));
    m_ui->reasonLabel->setVisible(m_stage != Stage::Planning && current.isValid());
}

void PlanDialog::showRunning()
{
    setStage(Stage::Running);
    setProgress({0, model().chosenCount(), 0});
}

void PlanDialog::setProgress(const Progress &progress)
{
    const QLocale locale;
    m_ui->progressBar->setRange(0, qMax(1, progress.total));
    m_ui->progressBar->setValue(progress.done);
    QString text = tr("%1 of %2 items").arg(locale.toString(progress.done), locale.toString(progress.total));
    if (progress.failed > 0)
        text += tr(", %1 failed").arg(locale.toString(progress.failed));
    m_ui->summaryLabel->setText(text);
}

void PlanDialog::showEnded(const QString &result, bool canRetry)
{
    setStage(Stage::Ended);
    m_ui->resultLabel->setText(result);
    m_retry->setVisible(canRetry);
    m_retry->setEnabled(canRetry);
    if (m_ui->kindBox->findData(unfinished) < 0 && canRetry)
        m_ui->kindBox->addItem(tr("Only what is not done"), unfinished);
}

void PlanDialog::setResult(const QString &result)
{
    m_ui->resultLabel->setText(result);
}

QString PlanDialog::result() const
{
    return m_ui->resultLabel->text();
}

} // namespace dialogs
