// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/marknow.h"

#include "models/displaytext.h"
#include "session/historykeeper.h"
#include "session/session.h"
#include "ui/controllers/errorbanner.h"

#include <QCoreApplication>
#include <QPointer>

namespace controllers {

namespace {

struct MarkWords
{
    Q_DECLARE_TR_FUNCTIONS(MarkWords)
};

void putAfter(history::Mark &mark, const core::Version &newest)
{
    mark.newest = newest.id;
    mark.moment = core::Timestamp::fromMicroseconds(newest.createdAt.microseconds() + 1);
}

void keep(session::Session &session, const history::Mark &mark, const std::optional<core::Error> &notAsked, QObject *context,
          const std::function<void(const Marked &)> &then)
{
    session.history()->index().keepMark(mark).then(
        context, [then, notAsked](const core::Result<history::Mark> &kept) { then({kept, notAsked}); });
}

} // namespace

history::Mark markOfNow(session::Session &session, const core::StoreId &store, const core::Clock &clock)
{
    history::Mark mark;
    mark.store = store;
    mark.madeAt = core::Timestamp::fromDateTime(clock.now());
    mark.moment = mark.madeAt;
    mark.newest = session.newestKnownVersion(store);
    if (const core::Version *newest = session.hasVersions(store) ? session.versions(store).find(mark.newest) : nullptr)
        putAfter(mark, *newest);
    return mark;
}

void markNow(session::Session &session, const core::StoreId &store, const core::Clock &clock, QObject *context,
             std::function<void(const Marked &marked)> then)
{
    session.service().listVersions(store, {}, {}, 1).then(
        context, [context, store, &clock, then, open = QPointer(&session)](const core::Result<core::Page<core::Version>> &page) {
            if (!open || !open->history())
                return;
            history::Mark mark = markOfNow(*open, store, clock);
            if (page) {
                if (!page->items.isEmpty()) {
                    putAfter(mark, page->items.constFirst());
                    open->history()->put(store, page->items);
                }
                keep(*open, mark, std::nullopt, context, then);
                return;
            }
            // The log of this run may be empty where the index knows more.
            open->history()->index().summary(store).then(
                context, [mark, context, then, open, why = page.error()](const core::Result<history::Summary> &known) mutable {
                    if (!open || !open->history())
                        return;
                    if (mark.newest.isEmpty() && known && known->newest)
                        putAfter(mark, known->newest->version);
                    keep(*open, mark, why, context, then);
                });
        });
}

QString markedWords(session::Session &session, const core::StoreId &store, const std::optional<core::Error> &notAsked)
{
    const core::Store *known = session.store(store);
    const QString name = models::displayText(known ? known->name : store.value);
    return notAsked
        ? MarkWords::tr("“%1” is marked as far as it is known here: the service could not be asked for its newest version. %2")
              .arg(name, sentence(*notAsked, presentation::Operation::ListVersions))
        : MarkWords::tr("“%1” is marked. What is written from now on can be looked at by itself.").arg(name);
}

} // namespace controllers
