// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/takeback.h"

#include "session/session.h"
#include "text/takeback.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/versionwords.h"
#include "ui/dialogs/mergedialog.h"
#include "ui/panels/entrypanel.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

const QString takeBackBanner = u"entry.takeBack"_s;
constexpr size_t Changed = 0;
constexpr size_t Before = 1;

} // namespace

TakeBack::TakeBack(Navigator &navigator, EntryController &entry, QWidget &window)
    : m_navigator(navigator), m_entry(entry), m_window(window)
{
    connect(&navigator, &Navigator::subjectChanged, this, [this](const Subject &now, const Subject &before) {
        if (now.sameHead(before))
            return;
        for (core::Call<core::Version> &call : m_calls)
            call.abandon();
        m_look.abandon();
        m_later.abandon();
        m_entry.panel().dismissBanner(takeBackBanner);
        if (m_merge)
            m_merge->reject();
    });
    // Saved, or undone: it says nothing any more.
    connect(&entry.panel(), &panels::EntryPanel::modifiedChanged, this, [this](bool modified) {
        if (!modified)
            m_entry.panel().dismissBanner(takeBackBanner);
    });
    connect(&entry.panel(), &panels::EntryPanel::bannerActionTriggered, this, [this](const QString &id, const QString &) {
        if (id != takeBackBanner)
            return;
        m_entry.panel().dismissBanner(takeBackBanner);
        m_entry.panel().setView(panels::EntryPanel::View::Changes);
    });
}

TakeBack::~TakeBack()
{
    delete m_merge;
}

bool TakeBack::isKnownToTheBeginning(const core::Version &version) const
{
    session::Session *session = m_navigator.session();
    return session->versions(version.store).isCompleteFor(version.entry)
        || (session->history() && session->history()->coverage(version.store).complete);
}

//! Records that came singly leave gaps: the one before must be the one before.
bool TakeBack::isKnownBackTo(const core::Version &version) const
{
    session::Session *session = m_navigator.session();
    if (session->versions(version.store).isCompleteFor(version.entry))
        return true;
    if (!session->history())
        return false;
    const history::Coverage coverage = session->history()->coverage(version.store);
    return coverage.complete || (!coverage.backTo.isNull() && coverage.backTo <= version.createdAt);
}

QString TakeBack::whyNotBefore(const std::optional<core::Version> &before)
{
    if (!before)
        return tr("The service does not keep the version before this one any more.");
    if (before->redacted)
        return tr("The version before this one is redacted: what was changed cannot be read any more.");
    if (before->action == core::Action::Deleted)
        return tr("The version before this one is a deletion and has no text.");
    return {};
}

QString TakeBack::whyNever(const core::Version &version)
{
    if (version.action == core::Action::Created)
        return tr("This version made the entry. To take that back, delete the entry.");
    if (version.action == core::Action::Deleted)
        return tr("A deletion cannot be taken back like this. Restore an older version instead.");
    if (version.redacted)
        return tr("This version is redacted: what it changed cannot be read any more.");
    return {};
}

QString TakeBack::whyNot(const core::Version &version) const
{
    session::Session *session = m_navigator.session();
    if (!session || !m_entry.base() || m_entry.base()->id != version.entry)
        return tr("Open the version's entry first.");
    if (const QString reason = m_entry.panel().readOnlyReason(); !reason.isEmpty())
        return reason;
    if (const QString reason = whyNever(version); !reason.isEmpty())
        return reason;
    if (!isKnownBackTo(version))
        return tr("What was written before this version is not read yet. Load it all first.");
    const QList<core::Version> track = session->versions(version.store).ofEntry(version.entry);
    const auto own = std::find_if(track.begin(), track.end(), [&](const core::Version &known) { return known.id == version.id; });
    const bool beforeIsKnown = own != track.end() && std::next(own) != track.end();
    return beforeIsKnown ? whyNotBefore(*std::next(own)) : QString(); // else start() finds out
}

void TakeBack::start(const core::Version &version)
{
    if (whyNot(version).isEmpty())
        look(version);
}

//! The one before it and the ones after it, from the index: the log of this run may have gaps.
void TakeBack::look(const core::Version &version)
{
    session::Session &session = *m_navigator.session();
    const session::VersionLog &log = session.versions(version.store);
    if (!session.history() || log.isCompleteFor(version.entry)) {
        const QList<core::Version> track = log.ofEntry(version.entry);
        const auto own = std::find_if(track.begin(), track.end(), [&](const core::Version &known) { return known.id == version.id; });
        const bool hasBefore = own != track.end() && std::next(own) != track.end();
        weigh(version, hasBefore ? std::optional(*std::next(own)) : std::nullopt, int(own - track.begin()));
        return;
    }
    const auto isHere = [this, load = m_entry.loads(), entry = version.entry] {
        return m_entry.base() && m_entry.base()->id == entry && m_entry.loads() == load && m_navigator.session();
    };
    const auto fail = [this](const core::Error &error) {
        m_entry.panel().showBanner(banner(takeBackBanner, error, presentation::Operation::ReadLocalFile));
    };
    m_look.abandon();
    m_look = session.history()->index().history(version.store, version.entry, history::positionOf(version), 1);
    m_later.abandon();
    m_later = session.history()->index().history(version.store, version.entry, std::nullopt, session::VersionLog::mostRecords);
    m_look.then(this, [this, version, isHere, fail](const core::Result<history::Block> &before) {
        if (!before || !isHere()) {
            m_later.abandon();
            if (!before)
                fail(before.error());
            return;
        }
        m_later.then(this, [this, version, isHere, fail, before = *before](const core::Result<history::Block> &track) {
            if (!isHere())
                return;
            if (!track) {
                fail(track.error());
                return;
            }
            const auto own = std::find_if(track->records.begin(), track->records.end(),
                                          [&](const history::Record &known) { return known.version.id == version.id; });
            weigh(version, before.records.isEmpty() ? std::nullopt : std::optional(before.records.constFirst().version),
                  int(own - track->records.begin()));
        });
    });
}

//! `before` is what is known to lie before it; what was never read may lie between, or be all that there is.
void TakeBack::weigh(const core::Version &version, const std::optional<core::Version> &before, int later)
{
    const bool isSure = before ? isKnownBackTo(*before) : isKnownToTheBeginning(version);
    if (!isSure)
        tell(tr("What was written before this version is not read yet. Load it all first."), true);
    else if (const QString reason = whyNotBefore(before); !reason.isEmpty())
        tell(reason, true);
    else
        begin(version, *before, later);
}

void TakeBack::begin(const core::Version &version, const core::Version &before, int later)
{
    m_asked = {version, before, ordinalWords(*m_navigator.session(), version), later, m_entry.loads()};
    m_missing = 2;
    read(Changed, m_asked.changed);
    read(Before, m_asked.before);
}

void TakeBack::read(size_t side, const core::Version &version)
{
    m_calls[side] = m_navigator.session()->readVersion(version.store, version.id);
    m_calls[side].then(this, [this, side](const core::Result<core::Version> &read) {
        if (!isStillHere())
            return;
        if (!read) {
            m_calls[1 - side].abandon();
            m_entry.panel().showBanner(banner(takeBackBanner, read.error(), presentation::Operation::ReadVersion));
            return;
        }
        (side == Changed ? m_asked.changed : m_asked.before) = *read;
        if (--m_missing == 0)
            decide();
    });
}

bool TakeBack::isStillHere() const
{
    return m_entry.base() && m_entry.base()->id == m_asked.changed.entry && m_entry.loads() == m_asked.load;
}

void TakeBack::decide()
{
    if (!m_asked.changed.content || !m_asked.before.content) {
        tell(tr("One of the two texts was redacted meanwhile: what was changed cannot be read any more."), true);
        return;
    }
    using Kind = text::TakeBack::Kind;
    const text::TakeBack back
        = text::takeBack(*m_asked.before.content, *m_asked.changed.content, m_entry.panel().editedBytes());
    switch (back.kind) {
    case Kind::Nothing:
        tell(m_asked.before.content == m_asked.changed.content
                 ? tr("%1 changed nothing in the text, so there is nothing to take back.").arg(m_asked.words)
                 : tr("Nothing of what %1 changed is left in the text, so there is nothing to take back.").arg(m_asked.words));
        break;
    case Kind::Clean:
        use(back.merge.result());
        break;
    case Kind::Conflicts:
    case Kind::TooLarge:
        merge(back);
        break;
    case Kind::Cancelled:
        break;
    }
}

void TakeBack::use(const QByteArray &text)
{
    m_navigator.go({m_asked.changed.store, m_asked.changed.entry, {}});
    m_entry.panel().setView(panels::EntryPanel::View::Text);
    m_entry.panel().useText(text);
    const std::optional<qint64> version = m_entry.base()->version;
    const QString saving = version ? tr("Saving makes v%1.").arg(*version + 1) : tr("Saving makes a new version.");
    QString words = tr("What %1 changed is taken back as an edit.").arg(m_asked.words);
    if (m_asked.later == 1)
        words += u' ' + tr("What was changed later stays.");
    else if (m_asked.later > 1)
        words += u' ' + tr("What %n later versions changed stays.", nullptr, m_asked.later);
    m_entry.panel().showBanner({takeBackBanner, widgets::Severity::Info, words + u' ' + saving,
                                {{u"compare"_s, tr("Show Changes")}}});
}

void TakeBack::tell(const QString &words, bool isWarning)
{
    m_entry.panel().showBanner({takeBackBanner, isWarning ? widgets::Severity::Warning : widgets::Severity::Info, words});
}

//! Later changes touch it: base is the version, theirs the text before it.
void TakeBack::merge(const text::TakeBack &back)
{
    delete m_merge;
    m_merge = new dialogs::MergeDialog(&m_window);
    m_merge->setAttribute(Qt::WA_DeleteOnClose);
    dialogs::MergeFacts facts;
    session::Session &session = *m_navigator.session();
    facts.target = targetOf(session, m_asked.changed.store);
    facts.path = m_entry.base()->path;
    facts.base = back.merge.base;
    facts.mine = back.merge.mine;
    facts.theirs = back.merge.theirs;
    facts.baseLabel = versionTitle(session, m_asked.changed);
    facts.theirsLabel = versionTitle(session, m_asked.before);
    facts.maxBytes = session.dialect().limits.contentBytes;
    facts.takenBack = m_asked.words;
    m_merge->setFacts(facts);
    connect(m_merge, &dialogs::MergeDialog::saveRequested, this, [this](const QByteArray &text) {
        m_merge->accept();
        if (isStillHere())
            use(text);
    });
    m_merge->open();
}

} // namespace controllers
