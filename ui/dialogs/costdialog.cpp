// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/costdialog.h"

#include "models/roles.h"
#include "ui/dialogs/whynot.h"
#include "ui/presentation/presentedcosts.h"
#include "ui/presentation/sizes.h"
#include "ui_costdialog.h"

#include <QHeaderView>
#include <QLocale>
#include <QPushButton>

namespace dialogs {

using models::CostModel;

CostDialog::CostDialog(presentation::PresentedCosts &costs, QWidget *parent)
    : Sheet(parent), m_costs(costs), m_ui(std::make_unique<Ui::CostDialog>())
{
    m_ui->setupUi(this);
    setWindowModality(Qt::NonModal);
    m_show = m_ui->buttonBox->addButton(tr("&Show"), QDialogButtonBox::ActionRole);
    m_ui->buttonBox->setFocusProxy(nullptr); // its first button, which may be disabled: Tab would stay before it
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, m_show});
    m_ui->list->setModel(&costs);
    const int letter = fontMetrics().averageCharWidth();
    QHeaderView *header = m_ui->list->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(CostModel::NameColumn, QHeaderView::Stretch);
    for (const int column : {CostModel::SizeColumn, CostModel::TokensColumn, CostModel::ShareColumn})
        header->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    m_ui->list->setMinimumWidth(letter * 46);
    m_ui->splitter->setStretchFactor(0, 0);
    m_ui->splitter->setStretchFactor(1, 1);
    m_ui->map->setToolTips([this](int node) { return m_costs.words(node); });
    resize(letter * 130, fontMetrics().lineSpacing() * 34);

    connect(m_ui->list->selectionModel(), &QItemSelectionModel::currentChanged, this, &CostDialog::follow);
    connect(m_ui->list, &QTreeView::activated, this, &CostDialog::showCurrent);
    connect(m_ui->map, &widgets::Treemap::chosen, this, [this](int node) {
        const QModelIndex row = m_costs.mapFromSource(m_costs.costs().indexOf(node));
        m_ui->list->setCurrentIndex(row);
        m_ui->list->scrollTo(row);
    });
    connect(m_ui->map, &widgets::Treemap::activated, this, &CostDialog::showCurrent);
    connect(m_show, &QPushButton::clicked, this, &CostDialog::showCurrent);
    connect(&costs.costs(), &CostModel::goneChanged, this, &CostDialog::updateWithout);
    follow();
}

CostDialog::~CostDialog() = default;

void CostDialog::showWorking(const QString &progress)
{
    m_ui->totalLabel->setText(progress);
    m_ui->withoutLabel->clear();
    m_ui->coverageLabel->clear();
}

void CostDialog::showCosts(const QString &coverage)
{
    m_ui->coverageLabel->setText(coverage);
    const auto &all = m_costs.costs().tree().at(0);
    const QString size = presentation::exactSizeText(all.bytes);
    const QString tokens = presentation::tokensText(audit::estimatedTokens(all.bytes));
    m_ui->totalLabel->setText(all.entries == 0   ? tr("This store has no entries.")
                              : all.entries == 1 ? tr("%1, %2, in 1 entry.").arg(size, tokens)
                                                 : tr("%1, %2, in %3 entries.").arg(size, tokens, QLocale().toString(all.entries)));
    fill();
    updateWithout();
    follow();
    m_ui->list->setFocus();
    if (const QModelIndex first = m_costs.index(0, 0); first.isValid())
        m_ui->list->setCurrentIndex(first);
}

QString CostDialog::total() const { return m_ui->totalLabel->text(); }
QString CostDialog::without() const { return m_ui->withoutLabel->text(); }
QString CostDialog::coverage() const { return m_ui->coverageLabel->text(); }

void CostDialog::fill()
{
    const auto &tree = m_costs.costs().tree();
    QList<widgets::TreemapNode> nodes;
    nodes.reserve(tree.size());
    for (int node = 0; node < tree.size(); ++node) {
        const auto &one = tree.at(node);
        nodes.append({m_costs.costs().indexOf(node).data(models::DisplayNameRole).toString(), double(one.bytes), one.first, one.count,
                      one.isFolder()});
    }
    m_ui->map->setNodes(nodes);
}

void CostDialog::updateWithout()
{
    const auto &tree = m_costs.costs().tree();
    const auto &all = tree.at(0);
    m_ui->map->setGone([&tree](int node) { return tree.at(node).entries > 0 && tree.at(node).gone == tree.at(node).entries; });
    if (all.gone == 0) {
        m_ui->withoutLabel->setText(tr("Tick what you could do without, to see what would be left. Nothing is changed by that."));
        return;
    }
    const qint64 left = all.bytes - all.goneBytes;
    const int percent = all.bytes > 0 ? int(qRound(100.0 * double(all.goneBytes) / double(all.bytes))) : 0;
    const QString size = presentation::exactSizeText(left);
    const QString tokens = presentation::tokensText(audit::estimatedTokens(left));
    const QString less = QLocale().toString(percent);
    m_ui->withoutLabel->setText(all.gone == 1 ? tr("Without the ticked entry: %1, %2, %3 % less.").arg(size, tokens, less)
                                              : tr("Without the %4 ticked entries: %1, %2, %3 % less.")
                                                    .arg(size, tokens, less, QLocale().toString(all.gone)));
}

void CostDialog::follow()
{
    const QModelIndex current = m_ui->list->currentIndex();
    const bool entry = current.isValid() && !current.data(models::EntryIdRole).toString().isEmpty();
    setActionReason(entry ? QString() : tr("Choose an entry first."));
    m_ui->map->setCurrent(current.isValid() ? m_costs.costs().node(m_costs.mapToSource(current)) : 0);
}

void CostDialog::showCurrent()
{
    const QString entry = m_ui->list->currentIndex().data(models::EntryIdRole).toString();
    if (!entry.isEmpty())
        emit showRequested(entry);
}

} // namespace dialogs
