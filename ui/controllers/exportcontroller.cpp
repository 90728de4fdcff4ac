// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/exportcontroller.h"

#include "models/displaytext.h"
#include "transfer/newfolder.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/navigator.h"
#include "ui/dialogs/exportdialog.h"

#include <QDir>
#include <QFileDialog>
#include <QLocale>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using presentation::Operation;

namespace controllers {

namespace {

//! A place in which something can be made; proposals only.
QString usualFolder()
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QDir(documents).exists() ? documents : QDir::homePath();
}

QString freeName(const QString &folder, const QString &wanted)
{
    QString name = wanted;
    for (int i = 2; QDir(folder).exists(name) || QDir(folder).exists(name + u".zip"_s); ++i)
        name = u"%1-%2"_s.arg(wanted).arg(i);
    return name;
}

constexpr qsizetype shownFailures = 1000;

} // namespace

ExportController::ExportController(Navigator &navigator, QWidget &window)
    : QObject(&window), m_navigator(navigator), m_window(window)
{
}

void ExportController::open(const TransferPlace &place)
{
    m_session = m_navigator.session();
    if (!m_session || place.isEmpty() || m_run)
        return;
    m_place = place;
    if (m_folder.isEmpty())
        m_folder = usualFolder();
    delete m_dialog;
    m_dialog = new dialogs::ExportDialog(&m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setTarget(targetOf(*m_session, place.store));
    m_dialog->setPlace(m_folder);
    m_dialog->setSubject(tr("%1 is exported.").arg(placeText(*m_session, place)),
                         freeName(m_folder, proposedName(*m_session, place)));
    connect(m_dialog, &dialogs::ExportDialog::choosePlaceRequested, this, &ExportController::choosePlace);
    connect(m_dialog, &dialogs::ExportDialog::stopRequested, this, [this] {
        if (m_run)
            m_run->cancel();
    });
    connect(m_dialog, &dialogs::ExportDialog::exportRequested, this,
            [this](const dialogs::ExportDialog::Choice &choice) {
                if (!m_session || m_run)
                    return;
                m_folder = m_dialog->place();
                session::ExportWish wish;
                wish.store = m_place.store;
                wish.folder = m_place.folder;
                wish.only = m_place.entry;
                wish.history = choice.history;
                wish.target = {choice.path, choice.zip ? transfer::ExportForm::Zip : transfer::ExportForm::Folder,
                               choice.gitStream};
                m_run = std::make_unique<session::ExportRun>(*m_session, wish);
                connect(m_run.get(), &session::ExportRun::progressChanged, this, &ExportController::showProgress);
                connect(m_run.get(), &session::ExportRun::finished, this, &ExportController::end);
                m_dialog->showRunning();
                m_run->start();
            });
    m_dialog->open();
}

void ExportController::choosePlace()
{
    delete m_chooser;
    m_chooser = new QFileDialog(m_dialog, tr("Export into"), m_dialog->place());
    m_chooser->setAttribute(Qt::WA_DeleteOnClose);
    m_chooser->setFileMode(QFileDialog::Directory);
    m_chooser->setOption(QFileDialog::ShowDirsOnly);
    connect(m_chooser, &QFileDialog::fileSelected, m_dialog, &dialogs::ExportDialog::setPlace);
    m_chooser->open();
}

void ExportController::showProgress()
{
    if (!m_dialog)
        return;
    const session::ExportRun::Progress now = m_run->progress();
    const QLocale locale;
    switch (now.stage) {
    case session::ExportRun::Stage::Listing:
        m_dialog->setProgress(tr("Reading the list…"), 0, 0);
        break;
    case session::ExportRun::Stage::Reading:
        m_dialog->setProgress(tr("%1 of %2 texts").arg(locale.toString(now.done), locale.toString(now.total)), now.done,
                              qMax(1, now.total));
        break;
    default:
        m_dialog->setProgress(tr("Reading back what was written…"), 0, 0);
        break;
    }
}

void ExportController::end()
{
    // It is its signal: let it go when it is heard to the end.
    session::ExportRun *run = m_run.release();
    run->deleteLater();
    if (!m_dialog)
        return;
    const auto &result = run->result();
    if (!result) {
        const core::Error &error = result.error();
        const bool storage = error.kind == core::ErrorKind::Storage;
        m_dialog->showEnded(tr("Nothing more could be exported. What is there is marked as incomplete."), {});
        m_dialog->showFailure(transfer::isOutOfSpace(error)
                                  ? tr("The disk is full.")
                                  : sentence(error, storage ? Operation::WriteLocalFile : Operation::ListEntries),
                              details(error, storage ? Operation::WriteLocalFile : Operation::ListEntries));
        return;
    }
    QString text = result->entries == 1 ? tr("1 entry") : tr("%n entries", nullptr, result->entries);
    if (result->versions > 0 || result->redacted > 0)
        text += tr(" and ", "between two counts")
            + (result->versions == 1 ? tr("1 version") : tr("%n versions", nullptr, result->versions));
    //: %1 is "12 entries and 34 versions", %2 a path
    text = tr("Written, and each read back: %1. They are in %2").arg(text, models::displayText(result->path));
    if (result->redacted > 0)
        text += u'\n' + (result->redacted == 1 ? tr("1 version was redacted and has no text any more.")
                                              : tr("%n versions were redacted and have no text any more.", nullptr,
                                                   result->redacted));
    QList<dialogs::ExportDialog::Missing> missing;
    for (const auto &failure : result->failed.first(qMin(shownFailures, result->failed.size())))
        missing.append({failure.path, failure.reason});
    if (!result->complete)
        text += u'\n'
            + tr("The export is not complete: %1 are missing or do not fit. It is marked as incomplete, and "
                 "manifest.json tells which and why.")
                  .arg(QLocale().toString(result->failed.size()));
    if (run->wasCancelled())
        text = tr("Stopped as you wished.") + u' ' + text;
    m_dialog->showEnded(text, missing);
}

} // namespace controllers
