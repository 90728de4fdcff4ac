// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/verifycontroller.h"

#include "api/apiclient.h"
#include "core/background.h"
#include "models/displaytext.h"
#include "transfer/newfolder.h"
#include "ui/controllers/auditsheet.h"
#include "ui/controllers/auditwords.h"
#include "ui/controllers/errorbanner.h"
#include "ui/dialogs/auditdialog.h"
#include "ui/dialogs/exportdialog.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QLocale>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using presentation::Operation;

namespace controllers {

VerifyController::VerifyController(Navigator &navigator, QWidget &window, const core::Clock &clock)
    : QObject(&window), m_navigator(navigator), m_window(window), m_clock(clock)
{
    m_pool.setMaxThreadCount(1);
}

VerifyController::~VerifyController() = default;

void VerifyController::open(const TransferPlace &place)
{
    session::Session *session = m_navigator.session();
    if (!session || place.isEmpty())
        return;
    if (m_run && m_dialog) { // one at a time
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    m_run.reset();
    m_session = session;
    m_place = place;
    m_connection = session->connection().id;
    m_proposedName = proposedName(*session, place);
    delete m_dialog;
    m_dialog = auditDialog(dialogs::AuditDialog::Purpose::Verify, *session, place, m_window);
    connect(m_dialog, &dialogs::AuditDialog::startRequested, this,
            [this](const dialogs::AuditDialog::Choice &choice) { start(choice.part, choice.pastTexts); });
    connect(m_dialog, &dialogs::AuditDialog::stopRequested, this, [this] {
        if (m_run)
            m_run->cancel();
    });
    connect(m_dialog, &dialogs::AuditDialog::showRequested, this, [this](int number) {
        if (number < m_places.size())
            emit showRequested(m_connection, m_places.at(number));
    });
    connect(m_dialog, &dialogs::AuditDialog::exportRequested, this, &VerifyController::askForFolder);
    m_dialog->show();
}

void VerifyController::start(bool part, bool pastTexts)
{
    if (!m_session || m_run)
        return;
    session::VerifyWish wish;
    wish.store = m_place.store;
    wish.pastTexts = pastTexts;
    TransferPlace checked{m_place.store, {}, {}, {}};
    if (part) {
        wish.only = m_place.entry;
        if (m_place.entry.isEmpty())
            wish.folder = m_place.folder;
        checked = m_place;
    }
    m_placeWords = placeText(*m_session, checked);
    m_about = about();
    m_run = std::make_unique<session::VerifyRun>(*m_session, wish);
    connect(m_run.get(), &session::VerifyRun::progressChanged, this, &VerifyController::showProgress);
    connect(m_run.get(), &session::VerifyRun::finished, this, &VerifyController::end);
    m_dialog->showRunning();
    m_run->start();
}

void VerifyController::showProgress()
{
    if (!m_dialog || !m_session)
        return;
    const QLocale locale;
    const audit::Verification &report = m_run->report();
    switch (m_run->stage()) {
    case session::VerifyRun::Stage::Listing:
        m_dialog->setProgress(tr("Reading the list of entries…"), 0, 0);
        break;
    case session::VerifyRun::Stage::Versions: {
        // How many there are is known only to who has read them all.
        const bool known = m_session->history() && !m_run->wish().isPart() && m_session->history()->coverage(m_place.store).complete;
        const qint64 total = known ? m_session->history()->coverage(m_place.store).records : 0;
        const qint64 done = report.versionTexts.total();
        m_dialog->setProgress(tr("%1 versions looked at").arg(locale.toString(done)), done, total);
        break;
    }
    case session::VerifyRun::Stage::Entries:
        m_dialog->setProgress(tr("%1 of %2 entries").arg(locale.toString(report.entryTexts.total()), locale.toString(m_run->entries())),
                              report.entryTexts.total(), m_run->entries());
        break;
    default:
        m_dialog->setProgress(tr("Reading what was written meanwhile…"), 0, 0);
        break;
    }
}

void VerifyController::end()
{
    m_report = takeEnded(m_run).report();
    if (!m_dialog)
        return;
    const AuditRows rows = rowsOf(m_report, m_place.store, m_clock.now());
    m_places = rows.places;
    m_dialog->showEnded(verdictWords(m_report), factsWords(m_report), rows.groups);
    if (m_report.endedBy && !m_report.wasStopped)
        m_dialog->showFailure(sentence(*m_report.endedBy, Operation::ListVersions), details(*m_report.endedBy, Operation::ListVersions));
}

void VerifyController::askForFolder()
{
    if (!m_dialog)
        return;
    if (m_folder.isEmpty()) {
        const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
        m_folder = QDir(documents).exists() ? documents : QDir::homePath();
    }
    delete m_exportDialog;
    m_exportDialog = new dialogs::ExportDialog(m_dialog);
    m_exportDialog->setAttribute(Qt::WA_DeleteOnClose);
    m_exportDialog->setFolderOnly(tr("In it: the report in words (report.txt) and for programs (report.json), each finding as a "
                                     "line of JSON (findings.jsonl), and checksums of all of it (SHA256SUMS). Texts are not in it."));
    m_exportDialog->setTarget({m_about.connection, m_about.storeName});
    m_exportDialog->setPlace(m_folder);
    m_exportDialog->setSubject(tr("To be written: what Verify found."),
                               tr("verification", "name of a folder") + u'-' + m_proposedName + u'-'
                                   + m_clock.now().toLocalTime().toString(u"yyyy-MM-dd-HHmmss"_s));
    connect(m_exportDialog, &dialogs::ExportDialog::choosePlaceRequested, this, [this] {
        delete m_chooser;
        m_chooser = new QFileDialog(m_exportDialog, tr("Export into"), m_exportDialog->place());
        m_chooser->setAttribute(Qt::WA_DeleteOnClose);
        m_chooser->setFileMode(QFileDialog::Directory);
        m_chooser->setOption(QFileDialog::ShowDirsOnly);
        connect(m_chooser, &QFileDialog::fileSelected, m_exportDialog, &dialogs::ExportDialog::setPlace);
        m_chooser->open();
    });
    connect(m_exportDialog, &dialogs::ExportDialog::exportRequested, this,
            [this](const dialogs::ExportDialog::Choice &choice) { write(choice.path); });
    m_exportDialog->open();
}

void VerifyController::write(const QString &path)
{
    m_folder = m_exportDialog->place();
    m_exportDialog->showRunning();
    m_exportDialog->setProgress(tr("Writing…"), 0, 0);
    const QList<session::AuditFile> files = {{u"report.txt"_s, reportText(m_report, m_about)},
                                             {u"report.json"_s, audit::reportJson(m_report, m_about)},
                                             {u"findings.jsonl"_s, audit::findingLines(m_report.findings)}};
    core::inBackground<session::AuditFolder>(m_pool, [path, files](const core::CancelFlag &) {
        return session::writeAuditFolder(path, files);
    }).then(this, [this](const core::Result<session::AuditFolder> &folder) { wrote(folder); });
}

void VerifyController::wrote(const core::Result<session::AuditFolder> &folder)
{
    if (!m_exportDialog)
        return;
    if (folder) {
        m_exportDialog->showEnded(tr("Written, and each file read back. They are in %1").arg(models::displayText(folder->path)) + u'\n'
                                      + tr("One number for the whole (SHA-256 of SHA256SUMS): %1").arg(QString::fromLatin1(folder->digest)),
                                  {});
        return;
    }
    m_exportDialog->showEnded(tr("Nothing more could be written. What is there is marked as incomplete."), {});
    m_exportDialog->showFailure(transfer::isOutOfSpace(folder.error()) ? tr("The disk is full.")
                                                                       : sentence(folder.error(), Operation::WriteLocalFile),
                                details(folder.error(), Operation::WriteLocalFile));
}

audit::VerificationAbout VerifyController::about() const
{
    audit::VerificationAbout about;
    about.program = u"Palimpsest "_s + QCoreApplication::applicationVersion();
    about.connection = m_session->connection().name;
    about.baseUrl = m_session->client().config().baseUrl.toString();
    about.storeId = m_place.store.value;
    if (const core::Store *store = m_session->store(m_place.store))
        about.storeName = store->name;
    about.place = m_placeWords;
    return about;
}

} // namespace controllers
