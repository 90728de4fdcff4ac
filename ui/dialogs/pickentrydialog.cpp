// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/pickentrydialog.h"

#include "text/visible.h"
#include "ui_pickentrydialog.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPushButton>
#include <QStandardItemModel>

#include <chrono>

using namespace std::chrono_literals;

namespace dialogs {

PickEntryDialog::PickEntryDialog(QWidget *parent)
    : Sheet(parent), m_ui(std::make_unique<Ui::PickEntryDialog>()), m_rows(new QStandardItemModel(this))
{
    m_ui->setupUi(this);
    auto *action = m_ui->buttonBox->addButton(tr("&Compare"), QDialogButtonBox::AcceptRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, action});
    m_ui->hint->setField(m_ui->filterEdit);
    m_ui->entriesView->setModel(m_rows);
    setMinimumSize(fontMetrics().averageCharWidth() * 80, fontMetrics().lineSpacing() * 28);
    m_delay.setSingleShot(true);
    m_delay.setInterval(120ms); // many paths are not gone through at every key
    connect(&m_delay, &QTimer::timeout, this, &PickEntryDialog::fill);
    connect(m_ui->connectionBox, &QComboBox::activated, this, [this] { emit connectionChosen(connection()); });
    connect(m_ui->storeBox, &QComboBox::activated, this, [this] { emit storeChosen(store()); });
    connect(m_ui->filterEdit, &QLineEdit::textChanged, this, [this] { m_delay.start(); });
    connect(m_ui->entriesView, &QListView::activated, this, &PickEntryDialog::pickCurrent);
    connect(m_ui->entriesView->selectionModel(), &QItemSelectionModel::currentChanged, this, &PickEntryDialog::check);
    connect(action, &QPushButton::clicked, this, &PickEntryDialog::pickCurrent);
    m_ui->filterEdit->installEventFilter(this);
    m_ui->filterEdit->setFocus();
    check();
}

PickEntryDialog::~PickEntryDialog() = default;

void PickEntryDialog::setSubject(const QString &words)
{
    m_ui->whatLabel->setText(words);
}

void PickEntryDialog::setConnections(const QList<Choice> &connections, const core::ConnectionId &current)
{
    m_ui->connectionBox->clear();
    for (const Choice &choice : connections)
        m_ui->connectionBox->addItem(text::visible(choice.name), choice.id);
    m_ui->connectionBox->setCurrentIndex(qMax(0, m_ui->connectionBox->findData(current.value)));
}

core::ConnectionId PickEntryDialog::connection() const
{
    return {m_ui->connectionBox->currentData().toString()};
}

core::StoreId PickEntryDialog::store() const
{
    return {m_ui->storeBox->currentData().toString()};
}

void PickEntryDialog::showLoading()
{
    m_ready = false;
    m_entries.clear();
    m_ui->storeBox->clear();
    m_ui->hint->setProblem({});
    fill();
}

void PickEntryDialog::showProblem(const QString &why)
{
    m_ready = false;
    m_entries.clear();
    fill();
    m_ui->hint->setProblem(why);
}

void PickEntryDialog::setStores(const QList<core::Store> &stores, const core::StoreId &current)
{
    m_ui->storeBox->clear();
    for (const core::Store &store : stores)
        m_ui->storeBox->addItem(text::visible(store.name), store.id.value);
    m_ui->storeBox->setCurrentIndex(qMax(0, m_ui->storeBox->findData(current.value)));
    if (m_ui->storeBox->count() == 0)
        showProblem(tr("This connection has no store."));
}

void PickEntryDialog::setEntries(const QList<core::Entry> &entries, bool complete)
{
    m_ready = true;
    m_entries = entries;
    m_complete = complete;
    m_delay.start();
}

void PickEntryDialog::setTwins(const QList<Pick> &twins)
{
    m_twins = twins;
    m_delay.start();
}

void PickEntryDialog::fill()
{
    m_delay.stop();
    const Pick kept = m_picks.value(m_ui->entriesView->currentIndex().row());
    const QString wanted = m_ui->filterEdit->text().trimmed();
    m_rows->clear();
    m_picks.clear();
    for (const Pick &twin : std::as_const(m_twins)) {
        if (wanted.isEmpty() || twin.path.contains(wanted, Qt::CaseInsensitive))
            //: An entry with the same path in another store: %1 is the connection and store, %2 the path
            addRow(twin, tr("Same path in %1: %2").arg(text::visible(twin.place), text::visible(twin.path)));
    }
    int matches = 0;
    for (const core::Entry &entry : std::as_const(m_entries)) {
        if (!wanted.isEmpty() && !entry.path.contains(wanted, Qt::CaseInsensitive))
            continue;
        if (++matches <= MostShown)
            addRow({connection(), entry.store, entry.id, entry.path}, text::visible(entry.path));
    }
    qsizetype row = 0;
    for (qsizetype i = 0; i < m_picks.size(); ++i) {
        if (m_picks[i].entry == kept.entry && m_picks[i].connection == kept.connection && m_picks[i].store == kept.store)
            row = i;
    }
    m_ui->entriesView->setCurrentIndex(m_rows->index(int(row), 0));
    QString hint = m_complete ? tr("%n entries of the store match.", nullptr, matches)
                              : tr("%n entries match so far; the store is still being read.", nullptr, matches);
    if (m_complete && matches == 0)
        hint = m_entries.isEmpty() ? tr("The store has no other entry.") : tr("No other entry of the store has this in its path.");
    else if (m_complete && matches == 1)
        hint = tr("One entry of the store matches.");
    else if (matches > MostShown)
        hint = tr("%1 entries match; %2 of them are shown. Type more of the path.")
                   .arg(QLocale().toString(matches), QLocale().toString(MostShown));
    m_ui->hint->setHint(m_ready ? hint : tr("Reading the entries…"));
    check();
}

void PickEntryDialog::addRow(const Pick &pick, const QString &words)
{
    m_picks.append(pick);
    auto *item = new QStandardItem(words);
    item->setEditable(false);
    m_rows->appendRow(item);
}

void PickEntryDialog::check()
{
    const bool chosen = m_ui->entriesView->currentIndex().isValid();
    setActionReason(chosen ? QString() : tr("Choose an entry from the list."));
}

void PickEntryDialog::pickCurrent()
{
    if (m_delay.isActive())
        fill(); // Enter came quicker than the list
    const int row = m_ui->entriesView->currentIndex().row();
    if (row >= 0 && row < m_picks.size())
        emit picked(m_picks[row]);
}

//! Up and Down walk the list while the path is typed.
bool PickEntryDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->filterEdit && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const int step = key->key() == Qt::Key_Down ? 1 : key->key() == Qt::Key_Up ? -1 : 0;
        if (step != 0 && m_rows->rowCount() > 0) {
            const int row = qBound(0, m_ui->entriesView->currentIndex().row() + step, m_rows->rowCount() - 1);
            m_ui->entriesView->setCurrentIndex(m_rows->index(row, 0));
            return true;
        }
    }
    return Sheet::eventFilter(watched, event);
}

} // namespace dialogs
