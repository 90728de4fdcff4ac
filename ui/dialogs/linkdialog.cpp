// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/linkdialog.h"

#include "text/link.h"
#include "text/visible.h"
#include "ui_linkdialog.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace dialogs {

namespace {

constexpr qsizetype mostShown = 600; //!< characters of an address

QString whyNot(const text::Link &link)
{
    using Problem = text::Link::Problem;
    switch (link.problem) {
    case Problem::None:
        return {};
    case Problem::NoAddress:
        return LinkDialog::tr("This is no address of the web, so it is not opened.");
    case Problem::OtherScheme:
        return LinkDialog::tr("Links of the kind “%1:” could start a program or open a file, so they are not opened. Only "
                              "http and https are.")
            .arg(link.scheme);
    case Problem::Unclear:
        return LinkDialog::tr("This address is not well-formed: programs would disagree about where it leads. It is not "
                              "opened.");
    case Problem::NameInFront:
        return LinkDialog::tr("There is a name before the host, which makes this address look like another one. It is not "
                              "opened.");
    case Problem::HiddenSigns:
        return LinkDialog::tr("There are characters in it that cannot be seen, or that change how the rest looks. It is not "
                              "opened.");
    case Problem::TooLong:
        return LinkDialog::tr("This address is longer than any honest one. It is not opened.");
    }
    return {};
}

QString shortened(const QString &address)
{
    return address.size() <= mostShown ? address : address.left(mostShown) + u'…';
}

} // namespace

LinkDialog::LinkDialog(QWidget *parent) : Sheet(parent), m_ui(std::make_unique<Ui::LinkDialog>())
{
    m_ui->setupUi(this);
    auto *action = m_ui->buttonBox->addButton(tr("&Open in Browser"), QDialogButtonBox::AcceptRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, action, true});
    m_ui->targetLabel->hide(); // nothing is written to a service
    QPushButton *copy = m_ui->buttonBox->addButton(tr("&Copy Address"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [this] { emit copyRequested(m_copied); });
    connect(action, &QPushButton::clicked, this, [this] { emit openRequested(m_address); });
    m_ui->addressEdit->setWordWrapMode(QTextOption::WrapAnywhere);
    m_ui->addressEdit->setFixedHeight(fontMetrics().lineSpacing() * 5);
    setMinimumWidth(fontMetrics().averageCharWidth() * 70);
    m_ui->buttonBox->button(QDialogButtonBox::Cancel)->setFocus();
}

LinkDialog::~LinkDialog() = default;

void LinkDialog::setAddress(const QString &written)
{
    const text::Link link = text::linkOf(written);
    const bool opens = link.problem == text::Link::Problem::None;
    m_address = link.address;
    m_copied = opens ? QString::fromLatin1(link.address) : text::visible(written);
    m_ui->questionLabel->setText(opens ? tr("This link leads to %1").arg(link.host) : tr("This link is not opened"));
    m_ui->addressEdit->setPlainText(shortened(m_copied));
    m_ui->noteLabel->setText(opens ? tr("The address was written by whoever wrote this text, perhaps an agent. It is opened "
                                        "by your browser exactly as it stands here.")
                                   : whyNot(link));
    setActionReason(whyNot(link));
}

} // namespace dialogs
