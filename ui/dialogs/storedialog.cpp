// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/storedialog.h"

#include "text/visible.h"
#include "ui_storedialog.h"

#include <QPushButton>
#include <QTextDocument>

namespace dialogs {

namespace {

qsizetype codePoints(const QString &text) { return text.toUcs4().size(); }

QString textOf(const QPlainTextEdit &edit)
{
    return edit.document()->toRawText().replace(QChar::ParagraphSeparator, u'\n');
}

} // namespace

StoreDialog::StoreDialog(Purpose purpose, QWidget *parent)
    : Sheet(parent)
    , m_ui(std::make_unique<Ui::StoreDialog>())
    , m_purpose(purpose)
{
    m_ui->setupUi(this);
    const bool create = purpose == Purpose::Create;
    setWindowTitle(create ? tr("New Store") : tr("Edit Store"));
    auto *action = m_ui->buttonBox->addButton(create ? tr("&Create") : tr("&Save"), QDialogButtonBox::AcceptRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, action});
    m_ui->nameHint->setField(m_ui->nameEdit);
    m_ui->descriptionHint->setField(m_ui->descriptionEdit);
    m_ui->descriptionEdit->setFixedHeight(fontMetrics().lineSpacing() * 4 + m_ui->descriptionEdit->frameWidth() * 2
        + int(m_ui->descriptionEdit->document()->documentMargin() * 2));
    connect(m_ui->nameEdit, &QLineEdit::textChanged, this, &StoreDialog::check);
    connect(m_ui->descriptionEdit, &QPlainTextEdit::textChanged, this, &StoreDialog::check);
    connect(m_ui->metadataEdit, &MetadataEdit::changed, this, &StoreDialog::check);
    connect(action, &QPushButton::clicked, this, [this] { emit submitted(fields()); });
    setLimits(m_limits);
    m_ui->nameEdit->setFocus();
}

StoreDialog::~StoreDialog() = default;

void StoreDialog::setLimits(const StoreFieldLimits &limits)
{
    m_limits = limits;
    m_ui->metadataEdit->setLimits(limits.metadataPairs, limits.metadataKey, limits.metadataValue);
    m_ui->metadataEdit->setVisible(limits.metadata);
    m_ui->metadataLabel->setVisible(limits.metadata);
    check();
}

void StoreDialog::setFields(const StoreFields &fields)
{
    m_before = fields;
    m_ui->nameEdit->setText(fields.name);
    m_ui->descriptionEdit->setPlainText(fields.description);
    m_ui->descriptionEdit->document()->setModified(false);
    m_ui->metadataEdit->setMetadata(fields.metadata);
    check();
}

StoreFields StoreDialog::fields() const
{
    StoreFields fields;
    // What nobody touched goes back exactly as it came: a text field changes line ends and odd blanks.
    fields.name = m_ui->nameEdit->text() == m_before.name ? m_before.name : m_ui->nameEdit->text().trimmed();
    fields.description = m_ui->descriptionEdit->document()->isModified() ? textOf(*m_ui->descriptionEdit).trimmed()
                                                                         : m_before.description;
    if (fields.description.isEmpty() && m_limits.descriptionRequired)
        fields.description = fields.name;
    fields.metadata = m_limits.metadata ? m_ui->metadataEdit->metadata() : m_before.metadata;
    return fields;
}

void StoreDialog::check()
{
    const QString name = m_ui->nameEdit->text().trimmed();
    const QString description = textOf(*m_ui->descriptionEdit).trimmed();
    const bool startsEmpty = m_purpose == Purpose::Create && m_ui->nameEdit->text().isEmpty();

    m_ui->nameHint->setHint(m_limits.nameAdvised > 0 && codePoints(name) > m_limits.nameAdvised
            ? tr("Longer than %1 characters: some services refuse that.").arg(m_limits.nameAdvised)
            : tr("Need not be unique, but people and agents tell stores apart by it."));
    m_ui->nameHint->setProblem(startsEmpty ? QString() : nameProblem(name));
    m_ui->descriptionHint->setHint(description.isEmpty() && m_limits.descriptionRequired
            ? tr("Agents read this. Left empty, the name is sent in its place.")
            : tr("Agents read this: say what belongs into this store."));
    m_ui->descriptionHint->setProblem(descriptionProblem(description));

    QString whyNot = nameProblem(name);
    if (whyNot.isEmpty())
        whyNot = descriptionProblem(description);
    if (whyNot.isEmpty() && m_limits.metadata)
        whyNot = m_ui->metadataEdit->problem();
    if (whyNot.isEmpty() && m_purpose == Purpose::Edit && fields() == m_before)
        whyNot = tr("Nothing was changed.");
    setActionReason(whyNot);
}

QString StoreDialog::nameProblem(const QString &name) const
{
    if (name.isEmpty())
        return tr("A store needs a name.");
    for (const QChar c : name) {
        if (c.category() == QChar::Other_Control)
            return tr("The name has a control character: “%1”.").arg(text::visible(name));
    }
    if (m_limits.name > 0 && codePoints(name) > m_limits.name)
        return tr("The name has %1 characters; %2 are the most.").arg(codePoints(name)).arg(m_limits.name);
    return {};
}

QString StoreDialog::descriptionProblem(const QString &description) const
{
    if (m_limits.description > 0 && codePoints(description) > m_limits.description)
        return tr("The description has %1 characters; %2 are the most.")
            .arg(codePoints(description))
            .arg(m_limits.description);
    return {};
}

} // namespace dialogs
