// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/aboutdialog.h"

#include "ui_aboutdialog.h"

#include <QApplication>
#include <QIcon>
#include <QPushButton>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace dialogs {

AboutDialog::AboutDialog(QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::AboutDialog>())
{
    m_ui->setupUi(this);
    setWindowModality(Qt::WindowModal);
    //: %1 is the version of the program, %2 that of Qt
    m_ui->versionLabel->setText(
        tr("Version %1, on Qt %2").arg(u"" PALIMPSEST_VERSION ""_s, QString::fromLatin1(qVersion())));
    QFont big = m_ui->nameLabel->font();
    big.setPointSizeF(big.pointSizeF() * 1.6);
    m_ui->nameLabel->setFont(big);
    const int size = style()->pixelMetric(QStyle::PM_LargeIconSize, nullptr, this) * 2;
    m_ui->iconLabel->setPixmap(QApplication::windowIcon().pixmap(size));
    setMinimumWidth(fontMetrics().averageCharWidth() * 56);
    connect(m_ui->buttonBox, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_ui->buttonBox->button(QDialogButtonBox::Close)->setDefault(true);
}

AboutDialog::~AboutDialog() = default;

} // namespace dialogs
