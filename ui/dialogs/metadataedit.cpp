// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/metadataedit.h"

#include "text/visible.h"
#include "ui/dialogs/fieldhint.h"
#include "ui/dialogs/whynot.h"
#include "ui/widgets/taborder.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QToolButton>

namespace dialogs {

namespace {

qsizetype codePoints(const QString &text) { return text.toUcs4().size(); }

} // namespace

class MetadataEdit::Row : public QWidget
{
public:
    Row(const QString &keyText, const QString &valueText, QWidget *parent)
        : QWidget(parent)
    {
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(key, 1);
        row->addWidget(value, 2);
        row->addWidget(remove);
        key->setPlaceholderText(MetadataEdit::tr("Key"));
        value->setPlaceholderText(MetadataEdit::tr("Value"));
        key->setText(keyText);
        value->setText(valueText);
        remove->setText(MetadataEdit::tr("Remove"));
        remove->setFocusPolicy(Qt::StrongFocus);
    }

    void number(int n)
    {
        key->setAccessibleName(MetadataEdit::tr("Key of pair %1").arg(n));
        value->setAccessibleName(MetadataEdit::tr("Value of pair %1").arg(n));
        remove->setAccessibleName(MetadataEdit::tr("Remove pair %1").arg(n));
    }
    [[nodiscard]] bool isEmpty() const { return key->text().isEmpty() && value->text().isEmpty(); }

    QLineEdit *key = new QLineEdit;
    QLineEdit *value = new QLineEdit;
    QToolButton *remove = new QToolButton;
};

MetadataEdit::MetadataEdit(QWidget *parent)
    : QWidget(parent)
    , m_scroll(new QScrollArea(this))
    , m_rowsLayout(nullptr)
    , m_add(new QPushButton(tr("&Add pair"), this))
    , m_hint(new FieldHint(this))
{
    auto *rows = new QWidget;
    m_rowsLayout = new QVBoxLayout(rows);
    m_rowsLayout->setContentsMargins(0, 0, 0, 0);
    m_rowsLayout->setSpacing(4);
    m_rowsLayout->addStretch(1);
    m_scroll->setWidget(rows);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_add->setAutoDefault(false);
    m_hint->setField(m_add);

    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(4);
    all->addWidget(m_scroll, 1);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_add);
    foot->addWidget(m_hint, 1);
    all->addLayout(foot);
    setFocusProxy(m_add);

    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow({}, {})->key->setFocus(Qt::OtherFocusReason);
        check();
    });
    // A row that came is not laid out yet: follow the range.
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (!m_rows.isEmpty() && m_rows.last()->key->hasFocus())
            m_scroll->ensureWidgetVisible(m_rows.last());
    });
    check();
}

void MetadataEdit::setLimits(int pairs, int key, int value)
{
    m_maxPairs = pairs;
    m_maxKey = key;
    m_maxValue = value;
    check();
}

void MetadataEdit::setMetadata(const core::Metadata &metadata)
{
    while (!m_rows.isEmpty())
        delete m_rows.takeLast();
    for (auto pair = metadata.begin(); pair != metadata.end(); ++pair)
        addRow(pair.key(), pair.value());
    check();
}

core::Metadata MetadataEdit::metadata() const
{
    core::Metadata metadata;
    for (const Row *row : m_rows) {
        if (!row->isEmpty())
            metadata.insert(row->key->text(), row->value->text());
    }
    return metadata;
}

QString MetadataEdit::problem() const
{
    QSet<QString> keys;
    for (const Row *row : m_rows) {
        if (row->isEmpty())
            continue;
        const QString key = row->key->text();
        if (key.isEmpty())
            return tr("A value has no key.");
        if (keys.contains(key))
            return tr("The key “%1” is there twice.").arg(text::visible(key));
        keys.insert(key);
        if (codePoints(key) > m_maxKey)
            return tr("A key has %1 characters; %2 are the most.").arg(codePoints(key)).arg(m_maxKey);
        if (codePoints(row->value->text()) > m_maxValue)
            return tr("The value of “%1” has %2 characters; %3 are the most.")
                .arg(text::visible(key))
                .arg(codePoints(row->value->text()))
                .arg(m_maxValue);
    }
    if (keys.size() > m_maxPairs)
        return tr("There are %1 pairs; %2 are the most.").arg(keys.size()).arg(m_maxPairs);
    return {};
}

MetadataEdit::Row *MetadataEdit::addRow(const QString &key, const QString &value)
{
    auto *row = new Row(key, value, m_scroll->widget());
    m_rowsLayout->insertWidget(m_rowsLayout->count() - 1, row);
    m_rows.append(row);
    connect(row->key, &QLineEdit::textChanged, this, &MetadataEdit::check);
    connect(row->value, &QLineEdit::textChanged, this, &MetadataEdit::check);
    connect(row->remove, &QToolButton::clicked, this, [this, row] { removeRow(row); });
    row->show();
    widgets::placeInTabOrder(*m_scroll);
    return row;
}

void MetadataEdit::removeRow(Row *row)
{
    const auto at = m_rows.indexOf(row);
    m_rows.removeAt(at);
    // The keyboard goes on where the row was.
    if (at < m_rows.size())
        m_rows.at(at)->remove->setFocus(Qt::OtherFocusReason);
    else
        m_add->setFocus(Qt::OtherFocusReason);
    row->hide();
    row->deleteLater();
    check();
}

void MetadataEdit::check()
{
    int n = 0;
    for (Row *row : m_rows)
        row->number(++n);
    m_scroll->setVisible(!m_rows.isEmpty());
    m_scroll->setMinimumHeight(
        m_rows.isEmpty() ? 0 : m_rows.first()->sizeHint().height() * int(qMin(m_rows.size(), 4)));
    setReason(*m_add, m_rows.size() < m_maxPairs ? QString() : tr("%1 pairs are the most.").arg(m_maxPairs));
    m_hint->setHint(m_rows.size() < m_maxPairs ? tr("Up to %1 pairs.").arg(m_maxPairs)
                                               : tr("%1 pairs are the most.").arg(m_maxPairs));
    m_hint->setProblem(problem());
    emit changed();
}

} // namespace dialogs
