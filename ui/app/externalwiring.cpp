// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! Texts in other programs: which one, and what an earlier run left of them.
#include "models/displaytext.h"
#include "ui/app/workbench_p.h"

#include <QFileDialog>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace app {

void Workbench::wireExternal()
{
    on("entry.external", [this] { m->tabs.current().external().open(); });
    on("external.desktop", [this] {
        m->settings.set(settings::externalProgram, QString());
        showExternalProgram();
    });
    on("external.program", [this] { chooseExternalProgram(); });
    showExternalProgram();
}

void Workbench::chooseExternalProgram()
{
    auto *chooser = new QFileDialog(&m->window, tr("Program to Edit Texts With"), u"/usr/bin"_s);
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    connect(chooser, &QFileDialog::fileSelected, this, [this](const QString &program) {
        if (QFileInfo(program).isExecutable())
            m->settings.set(settings::externalProgram, program);
    });
    connect(chooser, &QDialog::finished, this, &Workbench::showExternalProgram);
    chooser->open();
}

void Workbench::showExternalProgram()
{
    const QString program = m->settings.get(settings::externalProgram);
    QAction *other = m->actions[u"external.program"_s];
    other->setText(program.isEmpty() ? tr("Another &Program…")
                                     : tr("&Program: %1…").arg(models::displayText(QFileInfo(program).fileName())));
    (program.isEmpty() ? m->actions[u"external.desktop"_s] : other)->setChecked(true);
}

//! Of a run that was killed, and edited on in the other program since.
void Workbench::showLeftFiles()
{
    const QStringList left = controllers::ExternalFiles::clearLeftBehind();
    if (!left.isEmpty())
        m->window.stores().showBanner({u"external.left"_s, widgets::Severity::Warning,
                                       tr("A text that was open in another program was changed there after Palimpsest had "
                                          "ended. It is still in this file: %1")
                                           .arg(models::displayText(left.first())),
                                       {},
                                       left.join(u'\n')});
}

controllers::Desktop &Workbench::desktop()
{
    return m->desktop;
}

} // namespace app
