// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/planrunner.h"

#include <QLocale>

using namespace std::chrono_literals;

namespace controllers {

PlanRunner::PlanRunner(dialogs::PlanDialog::Purpose purpose, const dialogs::Target &target, QWidget &window)
    : QObject(&window)
{
    m_presented.setSourceModel(&m_model);
    m_dialog = std::make_unique<dialogs::PlanDialog>(purpose, m_presented, &window);
    m_dialog->setTarget(target);
    m_progress.setInterval(100ms);
    connect(&m_progress, &QTimer::timeout, this, &PlanRunner::updateProgress);
    connect(m_dialog.get(), &dialogs::PlanDialog::choiceRequested, this, [this](const QModelIndexList &rows, bool chosen) {
        QModelIndexList plain;
        for (const QModelIndex &row : rows)
            plain.append(m_presented.mapToSource(row));
        m_model.setChosen(plain, chosen);
    });
    connect(m_dialog.get(), &dialogs::PlanDialog::runRequested, this, &PlanRunner::runRequested);
    connect(m_dialog.get(), &dialogs::PlanDialog::stopRequested, this, [this] {
        if (m_run)
            m_run->cancel();
    });
    connect(m_dialog.get(), &dialogs::PlanDialog::retryRequested, this, [this] {
        if (!m_run || !m_run->canRetry())
            return;
        m_dialog->showRunning();
        m_progress.start();
        m_run->retryFailed();
    });
    connect(m_dialog.get(), &QDialog::finished, this, [this] {
        emit closed();
        deleteLater();
    });
}

PlanRunner::~PlanRunner() = default;

void PlanRunner::setPlan(const QList<transfer::PlanItem> &plan)
{
    m_model.setPlan(plan);
    m_dialog->showPlan();
}

void PlanRunner::fail(const QString &sentence, const QString &details)
{
    m_dialog->showFailure(sentence, details);
    m_dialog->showEnded({}, false);
}

void PlanRunner::run(session::Session &target, const core::StoreId &store, session::TransferRun::ReadText read)
{
    m_run = std::make_unique<session::TransferRun>(target, store, m_model.plan(), std::move(read));
    connect(m_run.get(), &session::TransferRun::itemChanged, this, &PlanRunner::updateRow);
    connect(m_run.get(), &session::TransferRun::finished, this, &PlanRunner::end);
    m_model.setCheckable(false);
    m_dialog->showRunning();
    m_progress.start();
    m_run->start();
}

void PlanRunner::updateRow(int row)
{
    m_model.setResult(row, m_run->result(row));
}

void PlanRunner::updateProgress()
{
    const session::TransferRun::Progress now = m_run->progress();
    m_dialog->setProgress({now.done, now.total, now.failed + now.unknown});
}

QString PlanRunner::resultText() const
{
    if (!m_run)
        return {};
    const session::TransferRun::Progress now = m_run->progress();
    const QLocale locale;
    QStringList parts;
    const int written = now.written - now.deleted;
    if (written > 0 || now.deleted == 0)
        parts.append(written == 1 ? tr("1 item was written") : tr("%n items were written", nullptr, written));
    if (now.deleted > 0)
        parts.append(now.deleted == 1 ? tr("1 entry was deleted") : tr("%n entries were deleted", nullptr, now.deleted));
    if (now.unchanged > 0)
        parts.append(now.unchanged == 1 ? tr("1 was there already") : tr("%n were there already", nullptr, now.unchanged));
    if (now.failed > 0)
        parts.append(now.failed == 1 ? tr("1 failed") : tr("%n failed", nullptr, now.failed));
    if (now.unknown > 0)
        parts.append(now.unknown == 1 ? tr("1 is not certain") : tr("%n are not certain", nullptr, now.unknown));
    const int left = now.total - now.done;
    if (left > 0)
        parts.append(left == 1 ? tr("1 was not tried") : tr("%n were not tried", nullptr, left));
    const QString counts = parts.join(tr(", ", "between the parts of a sentence"));
    if (now.unknown > 0)
        return tr("Stopped, because an answer was lost; nothing was sent after that. %1.").arg(counts);
    if (now.stopped)
        return tr("Stopped, because it would have failed for every other item too. %1.").arg(counts);
    if (now.cancelled)
        return tr("Stopped as you wished. %1.").arg(counts);
    return tr("Done. %1.").arg(counts);
}

void PlanRunner::end()
{
    m_progress.stop();
    updateProgress();
    m_dialog->showEnded(resultText(), m_run->canRetry());
    if (const QStringList paths = m_run->equalPaths(); m_check && !paths.isEmpty())
        m_check(paths);
    emit ended();
}

QList<core::Entry> PlanRunner::takeRemoved()
{
    return m_run ? m_run->takeRemoved() : QList<core::Entry>();
}

} // namespace controllers
