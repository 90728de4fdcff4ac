// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/redactdialog.h"

#include "text/visible.h"
#include "ui/dialogs/previewtext.h"
#include "ui/presentation/relativetime.h"
#include "ui/presentation/sizes.h"
#include "ui/widgets/taborder.h"
#include "ui_redactdialog.h"

#include <QCheckBox>
#include <QFontDatabase>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace dialogs {

namespace {

QString liveSentence(LiveText live)
{
    switch (live) {
    case LiveText::Same:
        return RedactDialog::tr("The live entry still has this text. Redacting this version does not remove it there: "
                                "change or delete the entry first.");
    case LiveText::Different:
        return RedactDialog::tr("The live entry has another text now.");
    case LiveText::EntryGone:
        return RedactDialog::tr("The entry itself was deleted.");
    case LiveText::Unknown:
        break;
    }
    return RedactDialog::tr("The live entry could not be read: it may still have this text.");
}

QStringList shownAll(const QStringList &names)
{
    QStringList shown;
    for (const QString &name : names)
        shown.append(text::visible(name));
    return shown;
}

} // namespace

RedactDialog::RedactDialog(QWidget *parent)
    : Sheet(parent)
    , m_ui(std::make_unique<Ui::RedactDialog>())
    , m_word(u"REDACT"_s)
{
    m_ui->setupUi(this);
    auto *action = m_ui->buttonBox->addButton(tr("Redact"), QDialogButtonBox::AcceptRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, action, true});
    m_ui->wordHint->setField(m_ui->wordEdit);
    //: %1 is the word REDACT, which is not translated
    m_ui->wordLabel->setText(tr("&Type %1 to go on:").arg(m_word.word()));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF());
    m_ui->textView->setFont(fixed);
    connect(m_ui->wordEdit, &QLineEdit::textChanged, this, &RedactDialog::check);
    connect(action, &QPushButton::clicked, this, &RedactDialog::redactRequested);
    setMinimumWidth(fontMetrics().averageCharWidth() * 80);
    m_ui->wordEdit->setFocus();
    check();
}

RedactDialog::~RedactDialog() = default;

void RedactDialog::setFacts(const RedactFacts &facts)
{
    m_hasFacts = true;
    setTarget(facts.target);
    //: %1 is the ordinal of a version, "v3"
    m_ui->questionLabel->setText(tr("Redact %1 of this entry for good?").arg(facts.ordinal));
    showFacts(facts);
    showDrafts(facts.drafts);
    showCopies(facts);
    m_ui->wordEdit->clear(); // other facts, another decision
    check();
}

void RedactDialog::showFacts(const RedactFacts &facts)
{
    QList<FactRow> rows{
        {tr("Path:"), facts.path},
        {tr("Version:"), facts.versionId, facts.ordinal + u" \u00B7 "_s + facts.versionId},
        {tr("Written:"), facts.createdAt.text(),
            presentation::exactLocal(facts.createdAt) + u" \u00B7 "_s + presentation::exactUtc(facts.createdAt)},
    };
    if (facts.size)
        rows.append({tr("Size:"), presentation::exactSizeText(*facts.size)});
    if (!facts.sha256.isEmpty())
        rows.append({tr("SHA-256:"), facts.sha256, {}, true});
    m_ui->facts->setRows(rows);
    // There is no scrolling to the side: the hash and the button beside it have their room.
    m_ui->scrollArea->setMinimumWidth(m_ui->facts->minimumSizeHint().width()
                                      + m_ui->scrollArea->verticalScrollBar()->sizeHint().width());

    const QString preview = facts.content ? previewOf(*facts.content, shownLines, shownColumns) : facts.contentProblem;
    m_ui->textView->setPlainText(preview);
    const auto lines = qBound(2, int(preview.count(u'\n')) + 1, shownLines + 1);
    m_ui->textView->setFixedHeight(
        int(m_ui->textView->fontMetrics().lineSpacing() * lines + 2 * m_ui->textView->document()->documentMargin()
            + 2 * m_ui->textView->frameWidth())
        + style()->pixelMetric(QStyle::PM_ScrollBarExtent));
}

void RedactDialog::showCopies(const RedactFacts &facts)
{
    QStringList lines{liveSentence(facts.live)};
    if (!facts.sameVersions.isEmpty())
        lines.append(tr("Other versions of this entry with the same text: %1. They keep it.")
                         .arg(shownAll(facts.sameVersions).join(u", "_s)));
    if (!facts.sameEntries.isEmpty())
        lines.append(
            tr("Other entries with the same text: %1. They keep it.").arg(shownAll(facts.sameEntries).join(u", "_s)));
    if (facts.sameVersions.isEmpty() && facts.sameEntries.isEmpty())
        lines.append(tr("No other known version has the same hash."));
    if (!facts.coverage.isEmpty())
        lines.append(facts.coverage);
    for (QString &line : lines)
        line.prepend(u"\u2022 "_s);
    m_ui->copiesLabel->setText(lines.join(u'\n'));
}

void RedactDialog::showDrafts(const QList<RedactDraft> &drafts)
{
    qDeleteAll(m_drafts);
    m_drafts.clear();
    for (const RedactDraft &draft : drafts) {
        auto *box = new QCheckBox(text::visible(draft.words).replace(u'&', u"&&"_s), m_ui->drafts);
        box->setObjectName(draft.id);
        box->setChecked(draft.holdsText && draft.canDiscard);
        box->setEnabled(draft.canDiscard);
        if (!draft.canDiscard)
            box->setToolTip(tr("It is open in another running copy of this program: discard it there."));
        m_ui->draftsLayout->addWidget(box);
        m_drafts.append(box);
    }
    widgets::placeInTabOrder(*m_ui->drafts);
    m_ui->drafts->setVisible(!drafts.isEmpty());
}

QStringList RedactDialog::draftsToDiscard() const
{
    QStringList ids;
    for (const QCheckBox *box : m_drafts) {
        if (box->isChecked())
            ids.append(box->objectName());
    }
    return ids;
}

void RedactDialog::check()
{
    const bool matches = m_hasFacts && m_ui->wordEdit->text().trimmed() == m_word.word();
    m_ui->wordHint->setHint(matches ? tr("The button redacts; Enter does not.")
                                    : tr("In capital letters. Cancel leaves everything as it is."));
    //: %1 is the word REDACT, which is not translated
    setActionReason(matches ? QString() : tr("Type %1 first.").arg(m_word.word()));
}

} // namespace dialogs
