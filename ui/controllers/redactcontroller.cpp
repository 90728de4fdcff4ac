// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/redactcontroller.h"

#include "models/displaytext.h"
#include "models/historymodel.h"
#include "session/session.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/versionwords.h"
#include "ui/dialogs/redactdialog.h"
#include "ui/panels/historypanel.h"
#include "ui/presentation/relativetime.h"
#include "ui/presentation/words.h"

#include <QLocale>

#include <utility>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

const QString redactBanner = u"version.redact"_s;
constexpr int maxCopiesListed = 50;

} // namespace

RedactController::RedactController(Navigator &navigator, panels::HistoryPanel &history, QWidget &window)
    : QObject(&window), m_navigator(navigator), m_history(history), m_window(window)
{
    connect(&navigator, &Navigator::sessionChanged, this, [this] {
        if (m_dialog)
            m_dialog->reject();
        m_history.dismissBanner(redactBanner);
    });
    connect(&history, &panels::HistoryPanel::bannerActionTriggered, this,
            [this](const QString &id, const QString &action) {
                if (const auto way = wayOut(action); way && id == redactBanner)
                    act(*way);
            });
}

QString RedactController::whyNot(const QList<core::Version> &chosen)
{
    if (chosen.size() != 1)
        return tr("Choose one version in the history to redact it.");
    if (chosen.first().redacted)
        return tr("This version is redacted already.");
    if (chosen.first().action == core::Action::Deleted)
        return tr("A deletion has no text that could be redacted.");
    return {};
}

dialogs::RedactFacts RedactController::factsOf(const core::Version &version) const
{
    session::Session &session = *m_navigator.session();
    const session::EntryList &list = session.entries(version.store);
    const session::VersionLog &log = session.versions(version.store);
    dialogs::RedactFacts facts;
    facts.target = targetOf(session, version.store);
    facts.path = version.path;
    facts.ordinal = ordinalWords(session, version);
    facts.versionId = version.id.value;
    facts.createdAt = version.createdAt;
    facts.size = version.size;
    facts.sha256 = version.sha256;
    facts.content = version.content;

    for (const journal::DraftRow &row : m_found) {
        const QString age = presentation::ageOf(core::Timestamp::fromDateTime(row.at), session.clock().now());
        facts.drafts.append({row.id.value, tr("%1, typed %2: %3", "path, age, first line").arg(row.path, age, row.firstLine),
                             row.holdsWhole, row.owner != journal::DraftOwner::AnotherProgram});
    }

    const core::Entry *live = list.find(version.entry);
    if (live)
        facts.live = live->sha256 == version.sha256 ? dialogs::LiveText::Same : dialogs::LiveText::Different;
    else if (list.loading().complete)
        facts.live = dialogs::LiveText::EntryGone;

    const auto isCopy = [&version](const QString &hash) { return !version.sha256.isEmpty() && hash == version.sha256; };
    int unlistedVersions = 0;
    for (const core::Version &other : m_copies ? *m_copies : log.versions()) {
        if (other.id == version.id || other.redacted || !isCopy(other.sha256))
            continue;
        if (facts.sameVersions.size() < maxCopiesListed)
            facts.sameVersions.append(versionTitle(session, other, other.entry == version.entry));
        else
            ++unlistedVersions;
    }
    if (unlistedVersions > 0)
        facts.sameVersions.append(tr("and more versions: %n", nullptr, unlistedVersions));
    int unlistedEntries = 0;
    for (const core::Entry &other : list.entries()) {
        if (other.id == version.entry || !isCopy(other.sha256))
            continue;
        if (facts.sameEntries.size() < maxCopiesListed)
            facts.sameEntries.append(models::displayText(other.path));
        else
            ++unlistedEntries;
    }
    if (unlistedEntries > 0)
        facts.sameEntries.append(tr("and more entries: %n", nullptr, unlistedEntries));
    const QLocale locale;
    // The index knows more of the store than the log of this run.
    const history::Coverage known = m_copies ? session.history()->coverage(version.store) : history::Coverage{};
    const QString versionCount = locale.toString(m_copies ? known.records : qint64(log.versions().size()));
    const QString versions = (m_copies ? known.complete : log.loading().complete)
        ? tr("Compared with all versions of this store (%1).").arg(versionCount)
        : tr("Compared with the versions that are loaded (%1), not with older ones.").arg(versionCount);
    const QString entryCount = locale.toString(list.entries().size());
    const QString entries = list.loading().complete
        ? tr("Compared with all entries (%1).").arg(entryCount)
        : tr("Compared with the entries that are loaded (%1), not with the others.").arg(entryCount);
    facts.coverage = versions + u' ' + entries;
    return facts;
}

void RedactController::open(const core::Version &version)
{
    session::Session *session = m_navigator.session();
    if (!session)
        return;
    if (m_dialog)
        m_dialog->reject();
    m_found.clear();
    m_history.dismissBanner(redactBanner);
    m_dialog = new dialogs::RedactDialog(&m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setTarget(targetOf(*session, version.store));
    m_dialog->setBusy(tr("Reading the version…"));
    connect(m_dialog, &dialogs::RedactDialog::redactRequested, this, [this, version] { redact(version); });
    connect(m_dialog, &QDialog::finished, this, [this] {
        m_read.abandon();
        m_twins.abandon();
    });
    connect(m_dialog, &dialogs::Sheet::wayOutRequested, this, [this](auto way) { emit wayOutRequested(int(way)); });
    // Other entries may hold the same text, so the list has to be known; nothing waits for it.
    session->entries(version.store).load();
    m_copies.reset();
    if (!session->history() || version.sha256.isEmpty()) {
        readVersion(version);
        return;
    }
    m_twins = session->history()->index().twins(version.sha256);
    m_twins.then(m_dialog, [this, version](const core::Result<history::Block> &block) {
        if (!m_dialog || !m_navigator.session())
            return;
        if (block && !m_navigator.session()->history()->problem()) {
            m_copies.emplace();
            for (const history::Record &record : block->records) {
                if (record.version.store == version.store)
                    m_copies->append(record.version);
            }
        }
        readVersion(version);
    });
}

void RedactController::readVersion(const core::Version &version)
{
    m_read = m_navigator.session()->readVersion(version.store, version.id);
    m_read.then(m_dialog, [this, version](const core::Result<core::Version> &result) {
        if (!m_dialog || !m_navigator.session())
            return;
        m_dialog->setIdle();
        if (!result) {
            dialogs::RedactFacts facts = factsOf(version);
            facts.contentProblem = sentence(result.error(), presentation::Operation::ReadVersion);
            m_dialog->setFacts(facts);
            return;
        }
        if (result->redacted) {
            m_dialog->reject();
            m_history.showBanner(banner(redactBanner, presentation::Situation::AlreadyRedacted));
            return;
        }
        m_dialog->setFacts(factsOf(*result));
        findDrafts(*result);
        // The other entries may still be on their way; once all are known, the facts are told again.
        session::EntryList &list = m_navigator.session()->entries(version.store);
        if (list.loading().complete)
            return;
        connect(&list, &session::EntryList::loadingChanged, m_dialog, [this, dialog = m_dialog, &list, told = *result] {
            if (!list.loading().complete || dialog != m_dialog || dialog->isBusy())
                return;
            disconnect(&list, nullptr, dialog, nullptr);
            dialog->setFacts(factsOf(told));
        });
    });
    m_dialog->open();
}

void RedactController::findDrafts(const core::Version &version)
{
    if (!m_drafts || !version.content)
        return;
    m_drafts->holding({m_navigator.session()->connection().id, version.store, version.entry}, *version.content)
        .then(m_dialog, [this, version](const core::Result<QList<journal::DraftRow>> &rows) {
            if (!rows || rows->isEmpty() || !m_navigator.session() || m_dialog->isBusy())
                return;
            m_found = *rows;
            m_dialog->setFacts(factsOf(version));
        });
}

void RedactController::discardDrafts()
{
    QList<journal::DraftId> ids;
    for (const QString &id : std::exchange(m_toDiscard, {}))
        ids.append({id});
    if (m_drafts && !ids.isEmpty())
        m_drafts->discard(ids).then(this, [this](const core::Result<core::Done> &discarded) {
            emit draftsDiscarded();
            if (!discarded)
                m_history.showBanner({redactBanner, widgets::Severity::Warning,
                                      tr("The version is redacted, but an unsaved text on this computer that holds it could "
                                         "not be removed. See File, Unsaved Texts."),
                                      {}, discarded.error().detail});
        });
}

void RedactController::redact(const core::Version &version)
{
    m_toDiscard = m_dialog->draftsToDiscard();
    m_dialog->setBusy(tr("Redacting…"));
    m_session = m_navigator.session();
    m_version = version;
    m_session->commands().redact(version).then(
        this, [this, sent = m_session](const core::Result<session::RedactOutcome> &result) {
            if (sent && sent == m_navigator.session())
                settle(result);
        });
}

//! What the buttons of the banner do.
void RedactController::act(presentation::WayOut way)
{
    using presentation::WayOut;
    m_history.dismissBanner(redactBanner);
    if (!m_session || m_session != m_navigator.session())
        return;
    if (way == WayOut::Retry)
        open(m_version);
    else if (way == WayOut::CheckAgain)
        checkAgain();
    else
        emit wayOutRequested(int(way));
}

//! Reads only.
void RedactController::checkAgain()
{
    // Not the text that is kept in this run: what the service says now.
    m_session->service().getVersion(m_version.store, m_version.id)
        .then(this, [this, session = m_session](const core::Result<core::Version> &now) {
            using presentation::Situation;
            if (!session || session != m_navigator.session())
                return;
            if (!now) {
                m_history.showBanner(banner(redactBanner, Situation::StillUnknown, now.error()));
            } else {
                session->noteVersion(*now);
                m_history.showBanner(
                    banner(redactBanner, now->redacted ? Situation::AlreadyRedacted : Situation::NotApplied));
            }
        });
}

void RedactController::settle(const core::Result<session::RedactOutcome> &result)
{
    using Kind = session::RedactOutcome::Kind;
    if (!result) {
        if (m_dialog)
            showFailure(*m_dialog, result.error(), presentation::Operation::RedactVersion);
        else
            m_history.showBanner(banner(redactBanner, result.error(), presentation::Operation::RedactVersion));
        return;
    }
    const session::RedactOutcome &outcome = *result;
    if (m_dialog && m_dialog->isBusy())
        m_dialog->accept();
    switch (outcome.kind) {
    case Kind::Redacted:
        discardDrafts();
        // The row shows it; only what stays readable needs saying.
        if (m_navigator.session() && factsOf(outcome.version).live == dialogs::LiveText::Same)
            m_history.showBanner({redactBanner, widgets::Severity::Warning,
                                  tr("This version is redacted, but the entry's current text is the same and stays "
                                     "readable. Edit or delete the entry to remove it.")});
        break;
    case Kind::AlreadyRedacted:
        discardDrafts();
        m_history.showBanner(banner(redactBanner, presentation::Situation::AlreadyRedacted, outcome.cause));
        break;
    case Kind::NotApplied:
        m_history.showBanner(banner(redactBanner, presentation::Situation::NotApplied, outcome.cause));
        break;
    case Kind::StillUnknown:
        m_history.showBanner(banner(redactBanner, presentation::Situation::StillUnknown, outcome.cause));
        break;
    }
}

} // namespace controllers
