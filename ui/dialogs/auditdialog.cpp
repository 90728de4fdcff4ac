// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/auditdialog.h"

#include "text/visible.h"
#include "ui/dialogs/whynot.h"
#include "ui_auditdialog.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>

#include <limits>

namespace dialogs {

namespace {
constexpr int numberRole = Qt::UserRole;
constexpr int pairRole = Qt::UserRole + 1;
}

AuditDialog::AuditDialog(Purpose purpose, QWidget *parent)
    : Sheet(parent), m_purpose(purpose), m_ui(std::make_unique<Ui::AuditDialog>())
{
    m_ui->setupUi(this);
    setWindowModality(Qt::NonModal);
    m_start = m_ui->buttonBox->addButton(tr("&Verify"), QDialogButtonBox::AcceptRole);
    m_show = m_ui->buttonBox->addButton(tr("&Show"), QDialogButtonBox::ActionRole);
    m_showWords = m_show->text();
    m_export = m_ui->buttonBox->addButton(tr("&Export Evidence…"), QDialogButtonBox::ActionRole);
    m_missing = m_ui->buttonBox->addButton(tr("&Read the Missing Texts"), QDialogButtonBox::ActionRole);
    m_again = m_ui->buttonBox->addButton(tr("&New Search"), QDialogButtonBox::ActionRole);
    m_missing->hide();
    m_ui->searchWidget->setVisible(purpose == Purpose::Search);
    m_ui->buttonBox->setFocusProxy(nullptr); // its first button, which is hidden in the end: Tab would stay before it
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, m_start});
    if (purpose == Purpose::Verify) {
        setWindowTitle(tr("Verify"));
        m_ui->whatLabel->setText(tr("Reads everything once more from the service and checks that it fits together: each text "
                                    "with its SHA-256 and size, the records of each entry with one another, the entries with "
                                    "their newest versions, and the counts of the store. Nothing is changed."));
    } else if (purpose == Purpose::Scan) {
        setWindowTitle(tr("Scan"));
        m_start->setText(tr("&Scan"));
        m_ui->pastCheck->setText(tr("With &every version that is known, those of deleted entries, too"));
        m_ui->whatLabel->setText(tr("Looks for keys and passwords, personal data, instructions aimed at an agent, hidden characters "
                                    "and long encoded data. Rules find what looks like it: some alarms are false, and nothing "
                                    "found is no proof. Nothing leaves this computer."));
    } else if (purpose == Purpose::Search) {
        setUpSearch();
    } else if (purpose == Purpose::Witness) {
        setWindowTitle(tr("Witness"));
        m_ui->whatLabel->setText(tr("Every version that this program sees is written into a ledger on this computer, each line "
                                    "chained to the one before. What the service later tells otherwise is listed here."));
    } else {
        setWindowTitle(tr("Repeated Texts"));
        m_ui->whatLabel->setText(tr("Texts that came back, saves that changed nothing, and texts that more than one entry has "
                                    "or had. Found by hashes alone, no text is read; what is only alike is looked for when you "
                                    "ask for it."));
        connect(m_missing, &QPushButton::clicked, this, &AuditDialog::missingRequested);
    }
    m_ui->partButton->hide();
    m_ui->list->header()->setStretchLastSection(false);
    m_ui->list->header()->setSectionResizeMode(QHeaderView::Interactive);
    m_ui->list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_ui->list->setMinimumHeight(fontMetrics().lineSpacing() * 10);
    setMinimumWidth(fontMetrics().averageCharWidth() * 110);
    connect(m_start, &QPushButton::clicked, this, [this] { emit startRequested(choice()); });
    connect(m_show, &QPushButton::clicked, this, &AuditDialog::showCurrent);
    connect(m_export, &QPushButton::clicked, this, &AuditDialog::exportRequested);
    connect(m_ui->list, &QTreeWidget::itemActivated, this, &AuditDialog::showCurrent);
    connect(m_ui->list, &QTreeWidget::itemSelectionChanged, this, &AuditDialog::follow);
    setStage(Stage::Asking);
}

AuditDialog::~AuditDialog() = default;

void AuditDialog::setUpSearch()
{
    setWindowTitle(tr("Search Through All Time"));
    m_start->setText(tr("&Search"));
    m_ui->pastCheck->hide();
    m_ui->whatLabel->setText(tr("Finds when a text came into entries and when it went, in every version that is known, those of "
                                "deleted entries, too."));
    m_ui->list->setHeaderLabels({tr("Where"), tr("Came in"), tr("Went")});
    m_ui->list->setRootIsDecorated(false);
    connect(m_ui->needleEdit, &QLineEdit::textChanged, this, &AuditDialog::follow);
    connect(m_missing, &QPushButton::clicked, this, &AuditDialog::missingRequested);
    connect(m_again, &QPushButton::clicked, this, [this] { askAgain({}); });
}

void AuditDialog::setMissing(const QString &words, const QString &explanation)
{
    m_missing->setText(words);
    m_missing->setToolTip(widgets::plainToolTip(explanation));
    m_missing->setAccessibleDescription(explanation);
    m_missing->setVisible(!words.isEmpty());
}

void AuditDialog::askAgain(const QString &problem)
{
    m_ui->list->clear();
    m_missing->hide();
    m_ui->problemLabel->setText(problem);
    m_ui->problemLabel->setVisible(!problem.isEmpty());
    setIdle();
    setStage(Stage::Asking);
    m_ui->needleEdit->selectAll();
}

void AuditDialog::setPart(const QString &words)
{
    m_ui->partButton->setText(words);
    m_ui->partButton->setVisible(!words.isEmpty());
    m_ui->wholeButton->setVisible(!words.isEmpty()); // a choice of one is none
}

AuditDialog::Choice AuditDialog::choice() const
{
    return {m_ui->partButton->isChecked(), m_ui->pastCheck->isChecked(), m_ui->needleEdit->text(),
            m_ui->regexCheck->isChecked(), m_ui->caseCheck->isChecked(), m_ui->wordCheck->isChecked()};
}

void AuditDialog::setStage(Stage stage)
{
    m_stage = stage;
    const bool ended = stage == Stage::Ended;
    m_ui->body->setVisible(m_purpose != Purpose::Repeats && m_purpose != Purpose::Witness && stage == Stage::Asking);
    m_ui->progressBar->setVisible(stage == Stage::Running);
    m_ui->resultLabel->setVisible(stage != Stage::Asking);
    m_ui->factsLabel->setVisible(ended);
    m_ui->list->setVisible(ended && m_ui->list->topLevelItemCount() > 0);
    m_start->setVisible(stage == Stage::Asking);
    m_show->setVisible(!m_ui->list->isHidden());
    m_export->setVisible(ended && m_purpose == Purpose::Verify);
    m_again->setVisible(ended && m_purpose == Purpose::Search);
    if (!ended)
        m_missing->hide();
    m_ui->whatLabel->setVisible(m_purpose != Purpose::Search || stage == Stage::Asking); // the list wants the room
    QPushButton *cancel = m_ui->buttonBox->button(QDialogButtonBox::Cancel);
    setStoppable(stage == Stage::Running);
    cancel->setText(stage == Stage::Running ? tr("S&top") : ended ? tr("&Close") : tr("Cancel"));
    follow();
    if (stage == Stage::Asking && m_purpose == Purpose::Search)
        m_ui->needleEdit->setFocus();
    else if (stage == Stage::Asking)
        m_start->setFocus();
    else if (!m_ui->list->isHidden())
        m_ui->list->setFocus();
    else
        cancel->setFocus();
}

void AuditDialog::showRunning()
{
    setIdle();
    setStage(Stage::Running);
}

void AuditDialog::setProgress(const QString &text, qint64 done, qint64 total)
{
    m_ui->resultLabel->setText(text);
    m_ui->progressBar->setRange(0, int(qMin<qint64>(total, std::numeric_limits<int>::max())));
    m_ui->progressBar->setValue(int(qMin<qint64>(done, std::numeric_limits<int>::max())));
}

void AuditDialog::showEnded(const QString &verdict, const QString &facts, const QList<AuditGroup> &groups)
{
    m_ui->resultLabel->setText(verdict);
    m_ui->factsLabel->setText(facts);
    m_ui->list->clear();
    for (const AuditGroup &group : groups) {
        QTreeWidgetItem *top = m_ui->list->invisibleRootItem(); // a group without a title is the list itself
        if (!group.title.isEmpty()) {
            top = new QTreeWidgetItem(m_ui->list, {group.title});
            top->setData(0, numberRole, -1);
            top->setFirstColumnSpanned(true);
            QFont bold = m_ui->list->font();
            bold.setBold(true);
            top->setFont(0, bold);
        }
        for (const AuditRow &row : group.rows) {
            auto *item = new QTreeWidgetItem(top, {text::visible(row.what), text::visible(row.where), row.written});
            item->setData(0, numberRole, row.number);
            item->setData(0, pairRole, row.isPair);
            for (int column = 0; column < m_ui->list->columnCount(); ++column)
                item->setToolTip(column, widgets::plainToolTip(text::visible(row.explanation)));
        }
        if (!group.title.isEmpty())
            top->setExpanded(group.rows.size() <= 200);
    }
    for (const int column : {1, 2}) {
        m_ui->list->resizeColumnToContents(column);
        m_ui->list->setColumnWidth(column, qMin(m_ui->list->columnWidth(column), fontMetrics().averageCharWidth() * 44));
    }
    if (m_purpose == Purpose::Search) // each row leads somewhere: Return does from the start
        m_ui->list->setCurrentItem(m_ui->list->topLevelItem(0));
    setStage(Stage::Ended);
    adjustSize();
}

QString AuditDialog::verdict() const { return m_ui->resultLabel->text(); }
QString AuditDialog::facts() const { return m_ui->factsLabel->text(); }

void AuditDialog::follow()
{
    const auto chosen = m_ui->list->selectedItems();
    const bool place = !chosen.isEmpty() && chosen.first()->data(0, numberRole).toInt() >= 0;
    m_show->setText(place && chosen.first()->data(0, pairRole).toBool() ? tr("&Compare") : m_showWords);
    if (m_purpose == Purpose::Search)
        setReason(*m_start, m_ui->needleEdit->text().isEmpty() ? tr("Type what is looked for.") : QString());
    setReason(*m_show, place ? QString() : tr("Choose a row that is about an entry or a version."));
}

void AuditDialog::showCurrent()
{
    const auto chosen = m_ui->list->selectedItems();
    if (chosen.isEmpty())
        return;
    if (const int number = chosen.first()->data(0, numberRole).toInt(); number >= 0)
        emit showRequested(number);
}

} // namespace dialogs
