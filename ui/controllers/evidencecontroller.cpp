// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/evidencecontroller.h"

#include "api/apiclient.h"
#include "models/displaytext.h"
#include "session/session.h"
#include "text/unified.h"
#include "transfer/filenames.h"
#include "transfer/newfolder.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/navigator.h"
#include "ui/dialogs/exportdialog.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QLocale>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using presentation::Operation;

namespace controllers {

namespace {

//! Letters, digits and a few signs: a name for every system.
QString plainName(const QString &words)
{
    QString name;
    for (const QChar c : words)
        name += c.isLetterOrNumber() || c == u'-' || c == u'_' ? c : u'-';
    return name.left(60);
}

QString freeName(const QString &folder, const QString &wanted)
{
    QString name = wanted;
    for (int i = 2; QDir(folder).exists(name); ++i)
        name = u"%1-%2"_s.arg(wanted).arg(i);
    return name;
}

QByteArray patchOf(const core::Version &before, const core::Version &after)
{
    if (!before.content || !after.content)
        return {};
    const text::Diff diff = text::diff(*before.content, *after.content);
    const auto label = [](const core::Version &version) {
        return (text::quotedPath(version.path) + '\t' + version.createdAt.text().toUtf8() + ' ' + version.id.value.toUtf8());
    };
    return text::unified(diff, label(before), label(after));
}

} // namespace

EvidenceController::EvidenceController(Navigator &navigator, QWidget &window, const core::Clock &clock)
    : QObject(&window), m_navigator(navigator), m_window(window), m_clock(clock)
{
}

EvidenceController::~EvidenceController() = default;

void EvidenceController::open(const EvidenceSubject &subject)
{
    m_session = m_navigator.session();
    if (!m_session || !m_session->history() || subject.store.isEmpty() || m_run)
        return;
    m_subject = subject;
    m_stopped = false;
    if (m_folder.isEmpty()) {
        const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
        m_folder = QDir(documents).exists() ? documents : QDir::homePath();
    }
    delete m_dialog;
    m_dialog = new dialogs::ExportDialog(&m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setFolderOnly(tr("In it: the records as a web page that prints well (evidence.html), as a table (versions.csv) and "
                               "as JSON lines (versions.jsonl), and checksums of all of it (SHA256SUMS). Texts are not in it, "
                               "but for the difference of two versions that are compared."));
    m_dialog->setTarget(targetOf(*m_session, subject.store));
    m_dialog->setPlace(m_folder);
    m_dialog->setSubject(tr("To be written: %1.").arg(subject.selection),
                         freeName(m_folder, tr("evidence", "name of a folder") + u'-' + plainName(subject.name)));
    connect(m_dialog, &dialogs::ExportDialog::choosePlaceRequested, this, [this] {
        delete m_chooser;
        m_chooser = new QFileDialog(m_dialog, tr("Export into"), m_dialog->place());
        m_chooser->setAttribute(Qt::WA_DeleteOnClose);
        m_chooser->setFileMode(QFileDialog::Directory);
        m_chooser->setOption(QFileDialog::ShowDirsOnly);
        connect(m_chooser, &QFileDialog::fileSelected, m_dialog, &dialogs::ExportDialog::setPlace);
        m_chooser->open();
    });
    connect(m_dialog, &dialogs::ExportDialog::stopRequested, this, [this] {
        m_stopped = true;
        if (m_run)
            m_run->cancel();
    });
    connect(m_dialog, &dialogs::ExportDialog::exportRequested, this,
            [this](const dialogs::ExportDialog::Choice &choice) { begin(choice.path); });
    m_dialog->open();
}

void EvidenceController::begin(const QString &path)
{
    if (!m_session || m_run)
        return;
    m_folder = m_dialog->place();
    m_dialog->showRunning();
    m_dialog->setProgress(tr("Reading the records…"), 0, 0);
    readTexts([this, path](const QByteArray &patch) { run(path, patch); });
}

//! Of a comparison of two versions, the later one being the first.
void EvidenceController::readTexts(const std::function<void(const QByteArray &patch)> &then)
{
    if (!m_subject.only || m_subject.only->size() != 2 || !m_subject.compared) {
        then({});
        return;
    }
    const core::Version after = m_subject.only->first();
    const core::Version before = m_subject.only->last();
    m_session->readVersion(before.store, before.id).then(this, [this, after, then](const core::Result<core::Version> &old) {
        if (!m_session || !old) {
            then({}); // redacted, gone, or not to be had now: the records stand without it
            return;
        }
        m_session->readVersion(after.store, after.id)
            .then(this, [older = *old, then](const core::Result<core::Version> &read) {
                then(read ? patchOf(older, *read) : QByteArray());
            });
    });
}

void EvidenceController::run(const QString &path, const QByteArray &patch)
{
    if (!m_session || !m_session->history() || !m_dialog)
        return;
    session::EvidenceWish wish;
    wish.store = m_subject.store;
    wish.filter = m_subject.filter;
    wish.only = m_subject.only;
    wish.path = path;
    wish.about = about();
    wish.about.patch = patch;
    wish.words = words(wish.about);
    wish.requestIdOf = [session = m_session](const core::Version &version) {
        return session ? session->requestIdOf(version) : QString();
    };
    m_run = std::make_unique<session::EvidenceRun>(m_session->history()->index(), wish);
    // The index goes with its session.
    connect(m_session, &QObject::destroyed, m_run.get(), [this] {
        m_run.reset();
        if (m_dialog)
            m_dialog->showEnded(tr("The connection was closed. What is there is marked as incomplete."), {});
    });
    connect(m_run.get(), &session::EvidenceRun::progressChanged, this, &EvidenceController::showProgress);
    connect(m_run.get(), &session::EvidenceRun::finished, this, &EvidenceController::end);
    if (m_stopped)
        m_run->cancel();
    m_run->start();
}

void EvidenceController::showProgress()
{
    if (!m_dialog || !m_run)
        return;
    const QLocale locale;
    const qint64 total = m_run->total();
    m_dialog->setProgress(total > 0 ? tr("%1 of %2 records").arg(locale.toString(m_run->done()), locale.toString(total))
                                    : tr("%1 records").arg(locale.toString(m_run->done())),
                          int(m_run->done()), int(total));
}

void EvidenceController::end()
{
    session::EvidenceRun *run = m_run.release(); // it is its signal
    run->deleteLater();
    if (!m_dialog)
        return;
    if (!run->result()) {
        const core::Error &error = run->result().error();
        m_dialog->showEnded(tr("Nothing more could be written. What is there is marked as incomplete."), {});
        m_dialog->showFailure(transfer::isOutOfSpace(error) ? tr("The disk is full.") : sentence(error, Operation::WriteLocalFile),
                              details(error, Operation::WriteLocalFile));
        return;
    }
    const transfer::EvidenceReport &report = *run->result();
    const QString records = report.rows == 1 ? tr("1 record") : tr("%1 records").arg(QLocale().toString(report.rows));
    QString text = tr("Written, and each file read back: %1. They are in %2").arg(records, models::displayText(report.path));
    if (run->wasCancelled())
        text = tr("Stopped as you wished: it is not complete, and marked so.") + u' ' + text;
    text += u'\n' + tr("One number for the whole (SHA-256 of SHA256SUMS): %1").arg(QString::fromLatin1(report.digest));
    m_dialog->showEnded(text, {});
}

transfer::EvidenceAbout EvidenceController::about() const
{
    const history::Coverage coverage = m_session->history()->coverage(m_subject.store);
    const QLocale locale;
    transfer::EvidenceAbout about;
    about.program = (u"Palimpsest "_s + QCoreApplication::applicationVersion()).trimmed();
    about.connection = m_session->connection().name;
    about.baseUrl = m_session->client().config().baseUrl.toString();
    about.storeId = m_subject.store.value;
    if (const core::Store *store = m_session->store(m_subject.store))
        about.storeName = store->name;
    about.madeAt = m_clock.now().toUTC().toString(Qt::ISODate);
    about.selection = m_subject.selection;
    about.known = coverage.records;
    about.complete = coverage.complete;
    about.knownSince = coverage.backTo;
    about.sweptAt = coverage.lastSweepAt;
    const QString known = locale.toString(coverage.records);
    if (coverage.complete)
        about.coverage = tr("All %1 versions of the store are known.").arg(known);
    else if (coverage.backTo.isNull())
        about.coverage = tr("%1 versions of the store are known. There are others.").arg(known);
    else
        about.coverage = tr("%1 versions of the store are known, without a gap back to %2. There are older ones.")
                             .arg(known, coverage.backTo.utc().toString(Qt::ISODate));
    return about;
}

transfer::EvidenceWords EvidenceController::words(const transfer::EvidenceAbout &about)
{
    transfer::EvidenceWords words;
    words.language = QLocale().name().left(2);
    words.title = tr("What was written in “%1”").arg(models::displayText(about.storeName));
    words.connection = tr("Connection");
    words.store = tr("Store");
    words.madeAt = tr("Made");
    words.selection = tr("Selection");
    words.coverage = tr("Coverage");
    words.sweptAt = tr("Every record was last read again");
    words.never = tr("Not yet: a redaction may not be known here.");
    words.count = tr("Records");
    words.left = tr("The first %1 of %2 records are shown. All of them are in %3.");
    words.digest = tr("SHA-256 of versions.jsonl");
    words.check = tr("Checking it");
    words.howToCheck = tr("To check that nothing was changed, run %1 in this folder. Times are UTC. The page has no script and loads nothing.");
    words.columns = {tr("Time (UTC)"), tr("Action"), tr("Path"), tr("Bytes"), tr("Change"), tr("SHA-256 of the text"),
                     tr("Version and entry"), tr("Marks"), tr("Note")};
    words.actions = {tr("Created"), tr("Updated"), tr("Deleted")};
    words.redacted = tr("Redacted");
    words.redactedAt = tr("Redacted at %1");
    words.writtenHere = tr("Written from this computer");
    words.missing = tr("Not met any more when all was read again");
    words.request = tr("Request %1");
    words.comparison = tr("What is different");
    return words;
}

} // namespace controllers
