// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/importcontroller.h"

#include "core/background.h"
#include "session/listing.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/planrunner.h"

#include <QFileDialog>
#include <QLocale>
#include <QSet>
#include <QTimer>

using namespace std::chrono_literals;
using presentation::Operation;

namespace controllers {

//! What is known of one import while its plan is made.
struct ImportController::Import
{
    TransferPlace place;
    QPointer<session::Session> session;
    QPointer<PlanRunner> runner;
    transfer::ScanOptions options;
    core::Call<transfer::ImportScan> scanning;
    core::Call<QList<core::Entry>> listing;
    std::optional<transfer::ImportScan> scan;
    std::optional<QList<core::Entry>> entries;
    bool keepTopFolder = true;
};

ImportController::ImportController(Navigator &navigator, QWidget &window)
    : QObject(&window), m_navigator(navigator), m_window(window)
{
    m_pool.setMaxThreadCount(1); // one reader of archives, and disks like order
}

ImportController::~ImportController()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void ImportController::chooseFiles(const TransferPlace &place) { choose(place, false); }

void ImportController::chooseFolder(const TransferPlace &place) { choose(place, true); }

void ImportController::choose(const TransferPlace &place, bool folder)
{
    if (place.isEmpty() || !m_navigator.session())
        return;
    delete m_chooser;
    m_chooser = new QFileDialog(&m_window, folder ? tr("Import a Folder") : tr("Import Files"));
    m_chooser->setAttribute(Qt::WA_DeleteOnClose);
    m_chooser->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFiles);
    if (folder)
        m_chooser->setOption(QFileDialog::ShowDirsOnly);
    connect(m_chooser, &QFileDialog::filesSelected, this, [this, place](const QStringList &choices) {
        start(place, choices);
    });
    m_chooser->open();
}

void ImportController::start(const TransferPlace &place, const QStringList &choices)
{
    session::Session *session = m_navigator.session();
    if (!session || place.isEmpty() || choices.isEmpty() || m_runner)
        return;
    const auto import = std::make_shared<Import>();
    import->place = place;
    import->session = session;
    import->options.maxBytes = session->dialect().limits.contentBytes;
    m_runner = new PlanRunner(dialogs::PlanDialog::Purpose::Import, targetOf(*session, place.store), m_window);
    import->runner = m_runner;
    dialogs::PlanDialog &dialog = m_runner->dialog();
    dialog.showPlanning(tr("Looking at the files…"));

    auto *timer = new QTimer(m_runner);
    timer->start(200ms);
    connect(timer, &QTimer::timeout, &dialog, [import, &dialog, timer] {
        if (dialog.stage() != dialogs::PlanDialog::Stage::Planning)
            timer->stop();
        else
            dialog.showPlanning(tr("Looking at the files… %1 so far").arg(QLocale().toString(int(*import->options.progress))));
    });
    connect(&dialog, &dialogs::PlanDialog::keepFolderChanged, this, [this, import](bool keep) {
        import->keepTopFolder = keep;
        plan(import);
    });
    connect(m_runner, &PlanRunner::runRequested, this, [this, import] { run(import); });
    connect(m_runner, &PlanRunner::closed, this, [this, import] {
        import->scanning.abandon();
        import->listing.abandon();
        m_runner.clear();
    });
    import->scanning = core::inBackground<transfer::ImportScan>(
        m_pool, [choices, options = import->options](const core::CancelFlag &cancel) {
            return transfer::scanImport(choices, options, cancel);
        });
    import->scanning.then(m_runner, [this, import](const core::Result<transfer::ImportScan> &scan) { takeScan(import, scan); });
    import->listing = session::readAllEntries(*session, place.store);
    import->listing.then(m_runner,
                         [this, import](const core::Result<QList<core::Entry>> &entries) { takeEntries(import, entries); });
    dialog.open();
}

void ImportController::takeScan(const std::shared_ptr<Import> &import, const core::Result<transfer::ImportScan> &scan)
{
    if (!scan) {
        import->listing.abandon();
        import->runner->fail(scan.error().kind == core::ErrorKind::Storage
                                 ? sentence(scan.error(), Operation::ReadLocalFile)
                                 : tr("This is an export of Palimpsest, but its manifest.json is damaged or from a newer "
                                      "program. Nothing was imported."),
                             details(scan.error(), Operation::ReadLocalFile));
        return;
    }
    import->scan = *scan;
    plan(import);
}

void ImportController::takeEntries(const std::shared_ptr<Import> &import, const core::Result<QList<core::Entry>> &entries)
{
    if (!entries) {
        import->scanning.abandon();
        import->runner->fail(sentence(entries.error(), Operation::ListEntries),
                             details(entries.error(), Operation::ListEntries));
        return;
    }
    import->entries = *entries;
    plan(import);
}

void ImportController::plan(const std::shared_ptr<Import> &import)
{
    if (!import->scan || !import->entries || !import->session || !import->runner)
        return;
    QSet<QString> tops;
    for (const transfer::ScannedFile &file : import->scan->files) {
        if (!file.topFolder.isEmpty())
            tops.insert(file.topFolder);
    }
    import->runner->dialog().setTopFolder(tops.size() == 1 ? *tops.begin() : QString(), import->keepTopFolder);
    import->runner->setPlan(transfer::planImport(*import->scan, {*import->entries, import->session->dialect().limits,
                                                                import->place.folder, import->keepTopFolder}));
}

void ImportController::run(const std::shared_ptr<Import> &import)
{
    if (!import->session || !import->runner)
        return;
    const auto reader = std::make_shared<transfer::SourceReader>(); // used by the one thread of the pool
    const qint64 limit = import->options.maxBytes;
    import->runner->run(*import->session, import->place.store, [this, reader, limit](const transfer::PlanItem &item) {
        return core::inBackground<QByteArray>(
            m_pool, [reader, limit, file = item.file, sha256 = item.sha256](const core::CancelFlag &) {
                return reader->read(file, sha256, limit);
            });
    });
}

} // namespace controllers
