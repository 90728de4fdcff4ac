// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/kepttexts.h"

#include "core/background.h"
#include "history/filenames.h"

#include <QFile>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace session {

using namespace std::chrono_literals;

namespace {

core::Error notKept()
{
    core::Error error{.kind = core::ErrorKind::NotFound, .serverText = {}};
    error.delivery = core::Delivery::NotSent;
    return error;
}

void erase(std::shared_ptr<history::Texts> texts, const QString &file)
{
    QThreadPool::globalInstance()->start([texts, file]() mutable {
        if (!texts)
            texts = std::make_shared<history::Texts>(file);
        (void)texts->forgetAll(); // over what was there: the bytes of a removed file stay on the disk
        texts.reset();            // waits for its thread
        if (!history::removeDatabase(file))
            qWarning("kept texts could not be removed");
    });
}

} // namespace

KeptTexts::KeptTexts(const QString &file, QObject *parent)
    : QObject(parent), m_file(file), m_texts(std::make_unique<history::Texts>(file))
{
    m_again.setSingleShot(true);
    m_again.setInterval(20s);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (m_texts)
            follow(m_texts->finishErasure());
    });
}

KeptTexts::~KeptTexts() = default;

void KeptTexts::keep(const core::Version &version)
{
    if (!m_texts || !version.content || version.redacted)
        return;
    m_texts->keep({{version.store, version.id, *version.content}}).then(this, [this](const core::Result<core::Done> &kept) {
        if (!kept)
            qWarning("a text is not kept: %s", qPrintable(kept.error().detail));
        else
            emit changed();
    });
}

core::Call<QByteArray> KeptTexts::find(const QString &sha256)
{
    return m_texts ? m_texts->find(sha256) : core::ready<QByteArray>(notKept());
}

void KeptTexts::forget(const QList<core::Version> &versions)
{
    if (!m_texts || versions.isEmpty())
        return;
    QStringList hashes;
    QList<core::VersionId> ids;
    for (const core::Version &version : versions) {
        ids.append(version.id);
        if (!version.sha256.isEmpty())
            hashes.append(version.sha256);
    }
    follow(m_texts->forget(hashes, ids));
}

void KeptTexts::forgetStore(const core::StoreId &store)
{
    if (m_texts)
        follow(m_texts->forgetStore(store));
}

void KeptTexts::follow(core::Call<history::Erasure> call)
{
    call.then(this, [this](const core::Result<history::Erasure> &erased) {
        if (erased ? !erased->complete : erased.error().retryable) {
            m_again.start();
        } else if (!erased) {
            qWarning("kept texts are given up, one of them cannot be erased: %s", qPrintable(erased.error().detail));
            giveUp();
        }
        if (erased && erased->texts > 0)
            emit changed();
    });
}

//! The file goes as a whole, then there is a new one.
void KeptTexts::giveUp()
{
    if (!m_texts)
        return;
    const auto texts = std::make_shared<std::unique_ptr<history::Texts>>(std::move(m_texts));
    core::inBackground<core::Done>(*QThreadPool::globalInstance(), [texts, file = m_file](const core::CancelFlag &) {
        texts->reset(); // waits for its thread
        if (!history::removeDatabase(file))
            qWarning("kept texts could not be removed");
        return core::Done{};
    }).then(this, [this](const core::Result<core::Done> &) {
        m_texts = std::make_unique<history::Texts>(m_file);
        emit changed();
    });
}

struct KeptTexts::Search
{
    history::TextQuery query;
    core::Promise<TextHashes> promise;
    TextHashes found;
    core::Call<history::TextPage> part;
    bool cancelled = false;
};

core::Call<TextHashes> KeptTexts::search(const history::TextQuery &query)
{
    auto search = std::make_shared<Search>();
    search->query = query;
    search->promise.onCancel([weak = std::weak_ptr(search)] {
        if (const auto running = weak.lock()) {
            running->cancelled = true;
            running->part.cancel();
        }
    });
    countOf(query.store).then(this, [this, search](const core::Result<qint64> &count) {
        if (!count) {
            search->promise.resolve(count.error());
            return;
        }
        search->found.searched = *count;
        searchOn(search, 0);
    });
    return search->promise.call();
}

core::Call<qint64> KeptTexts::countOf(const core::StoreId &store)
{
    if (!m_texts)
        return core::ready<qint64>(0);
    if (!store.isEmpty())
        return m_texts->countIn(store);
    core::Promise<qint64> promise;
    m_texts->facts().then(this, [promise](const core::Result<history::TextsFacts> &facts) {
        promise.resolve(facts ? core::Result<qint64>(facts->count) : core::Result<qint64>(facts.error()));
    });
    return promise.call();
}

void KeptTexts::searchOn(const std::shared_ptr<Search> &search, qint64 next)
{
    if (!m_texts || search->cancelled) {
        core::Error error = notKept();
        error.kind = core::ErrorKind::Cancelled;
        search->promise.resolve(error);
        return;
    }
    search->part = m_texts->search(search->query, next, 1000);
    search->part.then(this, [this, search](const core::Result<history::TextPage> &page) {
        if (!page) {
            search->promise.resolve(page.error());
            return;
        }
        for (const history::TextMatch &match : page->matches)
            search->found.hashes.insert(match.sha256);
        search->found.end = page->end;
        search->found.error = page->error;
        search->found.errorAt = page->errorAt;
        if (page->next && search->found.hashes.size() >= maxHashes)
            search->found.end = text::SearchEnd::More;
        if (page->next && search->found.end == text::SearchEnd::Complete)
            searchOn(search, *page->next);
        else
            search->promise.resolve(search->found);
    });
}

core::Call<history::TextsFacts> KeptTexts::facts()
{
    return m_texts ? m_texts->facts() : core::ready<history::TextsFacts>(history::TextsFacts());
}

void KeptTexts::remove()
{
    if (m_texts)
        erase(std::move(m_texts), m_file);
}

void KeptTexts::removeFile(const QString &file)
{
    if (QFile::exists(file) || QFile::exists(file + u"-wal"_s))
        erase(nullptr, file);
}

} // namespace session
