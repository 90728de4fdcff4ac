// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/movedialog.h"

#include "text/visible.h"
#include "ui_movedialog.h"

#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QScreen>

#include <algorithm>

namespace dialogs {

namespace {

constexpr int visibleRows = 8;
constexpr qsizetype mostRows = 2000; //!< the others are counted

} // namespace

MoveDialog::MoveDialog(QWidget *parent) : Sheet(parent), m_ui(std::make_unique<Ui::MoveDialog>())
{
    m_ui->setupUi(this);
    auto *action = m_ui->buttonBox->addButton(tr("&Move"), QDialogButtonBox::AcceptRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, action});
    m_ui->pathHint->setField(m_ui->pathEdit);
    m_ui->rowsView->setHeaderLabels({tr("Now"), tr("Becomes"), tr("Result")});
    m_ui->rowsView->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_ui->rowsView->header()->setStretchLastSection(false); // a sentence is read whole, by scrolling if need be
    m_ui->rowsView->setVisible(false);
    connect(m_ui->pathEdit, &QLineEdit::textChanged, this, &MoveDialog::check);
    connect(action, &QPushButton::clicked, this, [this] { emit moveRequested(typed()); });
    setMinimumWidth(fontMetrics().averageCharWidth() * 80);
    m_ui->pathEdit->setFocus();
    check();
}

MoveDialog::~MoveDialog() = default;

void MoveDialog::setSubject(const QString &present, bool folder)
{
    m_present = present;
    m_folder = folder;
    setWindowTitle(folder ? tr("Rename or Move a Folder") : tr("Rename or Move an Entry"));
    m_ui->whatLabel->setText(!folder             ? text::visible(present)
                                 : present.isEmpty() ? tr("Entries of several folders")
                                                     : tr("The folder %1").arg(text::visible(present)));
    m_ui->pathLabel->setText(folder ? tr("New &folder:") : tr("New &path:"));
    m_ui->pathEdit->setAccessibleName(folder ? tr("New folder") : tr("New path"));
    m_ui->pathEdit->setText(present);
    // The name without folder and ending is what is changed most.
    if (!folder) {
        const qsizetype name = present.lastIndexOf(u'/') + 1;
        const qsizetype dot = present.lastIndexOf(u'.');
        m_ui->pathEdit->setSelection(int(name), int((dot > name ? dot : present.size()) - name));
    } else {
        m_ui->pathEdit->selectAll();
    }
    m_ui->rowsView->setVisible(folder);
    // Paths and a sentence side by side, as far as the screen goes.
    m_ui->rowsView->setMinimumWidth(
        qMin(fontMetrics().averageCharWidth() * 110, screen()->availableSize().width() * 3 / 4));
    m_ui->rowsView->setMinimumHeight(fontMetrics().lineSpacing() * (visibleRows + 2));
    check();
}

void MoveDialog::setPlan(Plan plan)
{
    m_plan = std::move(plan);
    m_ready = true;
    check();
}

void MoveDialog::showReading()
{
    m_ready = false;
    check();
}

void MoveDialog::showUnreadable(const QString &sentence)
{
    m_ready = false;
    check();
    m_ui->pathHint->setProblem(sentence);
}

QString MoveDialog::typed() const
{
    return m_ui->pathEdit->text();
}

void MoveDialog::fillRows(const QList<Row> &rows)
{
    if (!m_folder)
        return;
    QList<const Row *> ordered; // what is in the way comes first
    for (const Row &row : rows)
        ordered.append(&row);
    std::stable_partition(ordered.begin(), ordered.end(), [](const Row *row) { return !row->problem.isEmpty(); });
    QList<QTreeWidgetItem *> items;
    for (const Row *row : std::as_const(ordered)) {
        if (items.size() == mostRows)
            break;
        const QString from = text::visible(row->from);
        items.append(new QTreeWidgetItem({row->unsaved ? tr("%1 (unsaved changes)").arg(from) : from,
                                          text::visible(row->to), row->problem}));
    }
    if (const qsizetype more = rows.size() - items.size(); more > 0)
        items.append(new QTreeWidgetItem({tr("and %1 more").arg(QLocale().toString(more))}));
    m_ui->rowsView->clear();
    m_ui->rowsView->addTopLevelItems(items);
    m_ui->rowsView->setColumnHidden(2, ordered.isEmpty() || ordered.first()->problem.isEmpty());
}

void MoveDialog::check()
{
    const QList<Row> rows = m_ready && m_plan ? m_plan(typed()) : QList<Row>();
    const auto problems = std::count_if(rows.begin(), rows.end(), [](const Row &row) { return !row.problem.isEmpty(); });
    const bool unsaved = std::any_of(rows.begin(), rows.end(), [](const Row &row) { return row.unsaved; });
    fillRows(rows);
    m_ui->unsavedLabel->setVisible(unsaved);
    QString reason;
    if (!m_ready)
        reason = tr("The entries of this store are still being read.");
    else if (rows.isEmpty())
        reason = tr("There is nothing to move.");
    else if (typed() == m_present)
        reason = m_folder ? tr("Type another folder first.") : tr("Type another path first.");
    else if (problems > 0 && rows.size() == 1)
        reason = rows.first().problem;
    else if (problems > 0)
        reason = problems == 1 ? tr("One of them cannot go there. Nothing is moved until all can.")
                               : tr("%n of them cannot go there. Nothing is moved until all can.", nullptr, int(problems));
    const bool said = m_ready && typed() != m_present && problems > 0;
    m_ui->pathHint->setProblem(said ? reason : QString());
    m_ui->pathHint->setHint(!m_ready    ? tr("Reading the entries of this store…")
                                : m_folder ? (rows.size() == 1 ? tr("One entry.") : tr("%n entries.", nullptr, int(rows.size())))
                                           : tr("Folders are made by slashes."));
    setActionReason(reason);
}

void MoveDialog::setProgress(int done, int all)
{
    setBusy(all == 1 ? tr("Copying, comparing, then deleting the old entry…")
                     : tr("%1 of %2 moved…").arg(QLocale().toString(done), QLocale().toString(all)));
    setStoppable(true); // what is on its way comes to its end first
}

} // namespace dialogs
