// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/apiclient.h"

#include "api/exchange.h"
#include "api/pacer.h"
#include "api/retrypolicy.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QTimer>
#include <QUuid>

#include <algorithm>
#include <list>

using namespace Qt::StringLiterals;

namespace api {

namespace {

//! One request from its being asked for to its result, over all attempts.
struct Job
{
    int id = 0;
    Request request;
    std::function<void(const core::Result<Reply> &)> done;
    Urgency urgency = Urgency::Patient; //!< not changed while on the wire
    int repeats = 0;
    qint64 notBefore = 0;          //!< of its own, besides the shared pause
    qint64 startedAt = 0;
    int tokenNumber = 0;           //!< which token the attempt was sent with
    Exchange *exchange = nullptr;  //!< while on the wire
};

core::Error notSent(core::ErrorKind kind)
{
    core::Error error;
    error.kind = kind;
    error.delivery = core::Delivery::NotSent;
    return error;
}

} // namespace

class ApiClient::Private
{
public:
    Private(ApiClient &owner, ClientConfig clientConfig)
        : q(owner)
        , config(std::move(clientConfig))
        , pacer(config.pace, config.timing.random)
    {
        if (config.isLoopback())
            reads.setProxy(QNetworkProxy::NoProxy);
        wakeUp.setSingleShot(true);
    }

    void pump();
    void pump(Urgency urgency, qint64 now, std::optional<qint64> &wake);
    void launch(std::list<Job>::iterator job);
    void attemptEnded(int id, const Attempt &attempt);
    void finish(std::list<Job>::iterator job, const core::Result<Reply> &result);
    [[nodiscard]] std::optional<core::Error> refusal(qint64 now) const;
    void shareFailure(const Failure &failure);
    void noteHealth(const Job &job, const std::optional<Failure> &failure, qint64 now);
    void log(const Job &job, const Attempt &attempt, const std::optional<Failure> &failure);
    void announceBackoff();

    [[nodiscard]] auto find(int id)
    {
        return std::find_if(jobs.begin(), jobs.end(), [id](const Job &job) { return job.id == id; });
    }
    [[nodiscard]] qint64 now() const { return config.timing.monotonicMs(); }

    ApiClient &q;
    ClientConfig config;
    QNetworkAccessManager reads; //!< writes have one each: their connections are never used twice (reliability M1)
    Pacer pacer;
    QTimer wakeUp;
    std::list<Job> jobs;          //!< in the order in which they were asked for
    bool hurried = false;         //!< until the end of this turn of the event loop
    int nextId = 1;
    int tokenNumber = 1;
    std::optional<core::Error> tokenRefused; //!< the 401, until a new token comes
    QDateTime announcedBackoff;
};

//! Starts what may start and sleeps until the next one may.
void ApiClient::Private::pump()
{
    const qint64 time = now();
    if (std::exchange(hurried, false)) {
        for (Job &job : jobs) {
            if (!job.exchange && !job.request.background)
                job.urgency = Urgency::Asked;
        }
    }
    std::optional<qint64> wake;
    pump(Urgency::Asked, time, wake);
    pump(Urgency::Patient, time, wake);
    if (wake)
        wakeUp.start(int(std::min<qint64>(*wake, 3'600'000)));
    announceBackoff();
}

void ApiClient::Private::pump(Urgency urgency, qint64 time, std::optional<qint64> &wake)
{
    for (auto job = jobs.begin(); job != jobs.end();) {
        const auto current = job++;
        if (current->exchange || current->urgency != urgency)
            continue;
        if (const auto error = refusal(time)) {
            finish(current, *error);
            continue;
        }
        const auto wait = pacer.waitFor(current->request.effect, time, urgency);
        if (!wait)
            continue;
        const qint64 needed = std::max(*wait, current->notBefore - time);
        if (needed <= 0)
            launch(current);
        else
            wake = std::min(wake.value_or(needed), needed);
    }
}

//! Why nothing is sent at all now: a dead token, or a service that wants to be left alone for long.
std::optional<core::Error> ApiClient::Private::refusal(qint64 time) const
{
    if (tokenRefused) {
        core::Error error = *tokenRefused;
        error.delivery = core::Delivery::NotSent;
        return error;
    }
    if (pacer.closedUntil() > time) {
        core::Error error = notSent(core::ErrorKind::RateLimited);
        error.retryable = true;
        error.retryAfter = std::chrono::milliseconds(pacer.closedUntil() - time);
        return error;
    }
    return std::nullopt;
}

void ApiClient::Private::launch(std::list<Job>::iterator job)
{
    job->startedAt = now();
    job->tokenNumber = tokenNumber;
    pacer.started(job->request.effect, job->startedAt, job->urgency);
    const bool named = job->repeats == 0 && !job->request.id.isEmpty();
    job->exchange = new Exchange(reads, config, job->request,
                                 named ? job->request.id : QUuid::createUuid().toString(QUuid::WithoutBraces), &q);
    const int id = job->id;
    QObject::connect(job->exchange, &Exchange::ended, &q, [this, id](const Attempt &attempt) {
        attemptEnded(id, attempt);
    });
    job->exchange->start();
    emit q.activityChanged(pacer.inFlight());
}

void ApiClient::Private::attemptEnded(int id, const Attempt &attempt)
{
    const auto job = find(id);
    if (job == jobs.end())
        return;
    std::exchange(job->exchange, nullptr)->deleteLater();
    const qint64 time = now();
    const std::optional<Failure> failure = failureOf(attempt, config.timing.wallClock());
    noteHealth(*job, failure, time);
    log(*job, attempt, failure);

    if (!failure) {
        finish(job, Reply{attempt.body, attempt.status,
                          attempt.serverRequestId.isEmpty() ? attempt.ownRequestId : attempt.serverRequestId});
    } else if (failure->error.kind == core::ErrorKind::Unauthorized && job->tokenNumber == tokenNumber) {
        const bool first = !tokenRefused;
        tokenRefused = failure->error;
        finish(job, failure->error);
        if (first)
            emit q.unauthorized();
    } else if (mayRepeat(job->request.effect, *failure, job->repeats)) {
        const qint64 wait = backoff(job->repeats, config.timing.random()).count();
        const auto floor = failure->error.retryAfter.value_or(std::chrono::milliseconds(0)).count();
        job->notBefore = time + std::max<qint64>(wait, floor);
        ++job->repeats;
    } else {
        finish(job, failure->error);
    }
    if (failure && failure->cause == Cause::NotConnected)
        shareFailure(*failure);
    emit q.activityChanged(pacer.inFlight());
    // Not from within the signal of the exchange: a new one may start here.
    wakeUp.start(0);
}

//! A service that could not be reached now could not have been reached by those that wait for their next try either: it
//! counts as theirs. Else they would try one after the other, each with a longer pause, and a person would wait a minute
//! to hear that the line is down.
void ApiClient::Private::shareFailure(const Failure &failure)
{
    for (auto job = jobs.begin(); job != jobs.end();) {
        const auto waiting = job++;
        if (waiting->exchange || waiting->repeats == 0 || waiting->request.effect != Effect::Read)
            continue;
        if (mayRepeat(waiting->request.effect, failure, waiting->repeats))
            ++waiting->repeats;
        else
            finish(waiting, failure.error);
    }
}

void ApiClient::Private::noteHealth(const Job &job, const std::optional<Failure> &failure, qint64 time)
{
    if (failure && callsForPause(*failure))
        pacer.endedBadly(job.startedAt, time, {failure->error.retryAfter, failure->error.httpStatus == 429}, job.urgency);
    else
        pacer.endedWell(job.startedAt, job.urgency);
}

void ApiClient::Private::finish(std::list<Job>::iterator job, const core::Result<Reply> &result)
{
    const auto done = std::move(job->done);
    jobs.erase(job);
    done(result);
}

void ApiClient::Private::log(const Job &job, const Attempt &attempt, const std::optional<Failure> &failure)
{
    LoggedExchange line;
    line.verb = job.request.verb;
    line.path = QString::fromLatin1(config.baseUrl.path(QUrl::FullyEncoded).toLatin1() + job.request.path);
    line.status = attempt.status;
    line.duration = attempt.duration;
    line.bytes = attempt.body.size();
    line.requestId = attempt.ownRequestId;
    line.outcome = !failure ? u"ok"_s : failure->error.detail.isEmpty() ? u"refused"_s : failure->error.detail;
    qCDebug(httpLog).noquote() << toLine(line);
    emit q.exchangeLogged(line);
}

void ApiClient::Private::announceBackoff()
{
    const qint64 time = now();
    const qint64 until = std::max(pacer.pausedUntil(), pacer.closedUntil());
    const QDateTime moment = until > time ? config.timing.wallClock().addMSecs(until - time) : QDateTime();
    const bool same = moment.isValid() == announcedBackoff.isValid()
        && (!moment.isValid() || qAbs(moment.msecsTo(announcedBackoff)) < 100);
    if (same)
        return;
    announcedBackoff = moment;
    if (moment.isValid() && !wakeUp.isActive()) // so that its end is told even when nobody waits
        wakeUp.start(int(until - time));
    emit q.backoffChanged(moment);
}

ApiClient::ApiClient(ClientConfig config, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, std::move(config)))
{
    connect(&d->wakeUp, &QTimer::timeout, this, [this] { d->pump(); });
}

ApiClient::~ApiClient()
{
    std::list<Job> jobs;
    jobs.swap(d->jobs);
    for (Job &job : jobs) {
        core::Error error = notSent(core::ErrorKind::Cancelled);
        if (job.exchange)
            error.delivery = core::Delivery::Unknown;
        delete job.exchange;
        job.done(error);
    }
}

const ClientConfig &ApiClient::config() const
{
    return d->config;
}

void ApiClient::setToken(const Token &token)
{
    d->config.token = token;
    ++d->tokenNumber;
    d->tokenRefused.reset();
    emit tokenChanged();
}

int ApiClient::tokenNumber() const
{
    return d->tokenNumber;
}

QDateTime ApiClient::backoffUntil() const
{
    return d->announcedBackoff;
}

int ApiClient::inFlight() const
{
    return d->pacer.inFlight();
}

void ApiClient::hurry()
{
    d->hurried = true;
    d->wakeUp.start(0);
}

int ApiClient::start(const Request &request, Done done)
{
    Job job;
    job.id = d->nextId++;
    job.request = request;
    job.done = std::move(done);
    d->jobs.push_back(std::move(job));
    d->wakeUp.start(0);
    return d->jobs.back().id;
}

void ApiClient::cancel(int id)
{
    const auto job = d->find(id);
    if (job == d->jobs.end())
        return;
    if (job->exchange)
        job->exchange->cancel(); // ends in attemptEnded()
    else
        d->finish(job, notSent(core::ErrorKind::Cancelled));
}

} // namespace api
